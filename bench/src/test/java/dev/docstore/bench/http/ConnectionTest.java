package dev.docstore.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void keepsTheConnectionAlive() throws IOException {
    try (ScriptedServer server = new ScriptedServer(OK, OK, OK);
        Connection connection = new Connection(server.endpoint())) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(connection.exchange(get(server, "/x")))).isEqualTo("ok");
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void connectsAgainAfterTheServerSaidClose() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                "HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nb",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nc");
        Connection connection = new Connection(server.endpoint())) {
      assertThat(text(connection.exchange(get(server, "/1")))).isEqualTo("a");
      assertThat(text(connection.exchange(get(server, "/2")))).isEqualTo("b");
      assertThat(text(connection.exchange(get(server, "/3")))).isEqualTo("c");

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void readsChunkedAnswersWithExtensionsAndTrailers() throws IOException {
    String chunked =
        """
        HTTP/1.1 200 OK\r
        Transfer-Encoding: chunked\r
        \r
        5\r
        hello\r
        A;name=value\r
        , chunked \r
        5\r
        world\r
        0\r
        Trailer: x\r
        \r
        """;
    try (ScriptedServer server = new ScriptedServer(chunked, OK);
        Connection connection = new Connection(server.endpoint())) {
      assertThat(text(connection.exchange(get(server, "/x")))).isEqualTo("hello, chunked world");
      assertThat(text(connection.exchange(get(server, "/y")))).isEqualTo("ok");

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void passesOnAnswersThatAreLargerThanItsBuffer() throws IOException {
    String large = "0123456789".repeat(50_000);
    try (ScriptedServer server =
            new ScriptedServer(
                "HTTP/1.1 200 OK\r\nContent-Length: " + large.length() + "\r\n\r\n" + large);
        Connection connection = new Connection(server.endpoint())) {
      ByteArrayOutputStream got = new ByteArrayOutputStream();

      long length = connection.stream(get(server, "/large"), got::write);

      assertThat(length).isEqualTo(large.length());
      assertThat(text(got.toByteArray())).isEqualTo(large);
    }
  }

  @Test
  void readsToTheEndWhereNoHeaderSaysHowLong() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall");
        Connection connection = new Connection(server.endpoint())) {
      assertThat(text(connection.exchange(get(server, "/x")))).isEqualTo("all");
    }
  }

  @Test
  void skipsInterimAnswersAndKnowsThatA204HasNoBody() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", OK);
        Connection connection = new Connection(server.endpoint())) {
      assertThat(connection.exchange(get(server, "/x"))).isEmpty();
      assertThat(text(connection.exchange(get(server, "/y")))).isEqualTo("ok");
    }
  }

  @Test
  void namesTheRequestThatWasRefusedAndGoesOn() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                "HTTP/1.1 409 Conflict\r\nContent-Length: 13\r\n\r\n{\"code\":\"NO\"}", OK);
        Connection connection = new Connection(server.endpoint())) {
      assertThatThrownBy(() -> connection.exchange(requests(server).post("/merge", "{}")))
          .isInstanceOf(RefusedException.class)
          .hasMessage("POST /merge answered 409: {\"code\":\"NO\"}");

      assertThat(text(connection.exchange(get(server, "/x")))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void failsWhenAnAnswerIsCutOff() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\nshort",
                """
                HTTP/1.1 200 OK\r
                Connection: close\r
                Transfer-Encoding: chunked\r
                \r
                5\r
                ab\
                """);
        Connection connection = new Connection(server.endpoint())) {
      for (String path : new String[] {"/length", "/chunked"}) {
        assertThatThrownBy(() -> connection.exchange(get(server, path)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("in the middle of an answer");
      }
    }
  }

  @Test
  void saysWhenItIsNoWebServerOrNobodyIsThere() throws IOException {
    try (ScriptedServer server = new ScriptedServer("SSH-2.0-OpenSSH\r\nConnection: close\r\n");
        Connection connection = new Connection(server.endpoint())) {
      assertThatThrownBy(() -> connection.exchange(get(server, "/x")))
          .hasMessageContaining("does not look like an HTTP/1.1 server");
    }
    // A port of a server that ended may be another test's by now; nobody listens on the first.
    try (Connection connection = new Connection(Endpoint.of("http://127.0.0.1:1"))) {
      assertThatThrownBy(() -> connection.exchange(new byte[0]))
          .hasMessageStartingWith("cannot reach http://127.0.0.1:");
    }
  }

  @Test
  void sendsCredentialsAndBodies() throws IOException {
    try (ScriptedServer server = new ScriptedServer(OK, OK);
        Connection connection = new Connection(server.endpoint())) {
      Requests requests = requests(server);
      connection.exchange(requests.post("/a", "{\"n\":\"ü\"}"));
      connection.upload(
          requests.postHead("/b", "text/plain", 4),
          out -> out.write("body".getBytes(StandardCharsets.UTF_8)));

      assertThat(server.requests().getFirst())
          .startsWith("POST /a HTTP/1.1\r\nHost: 127.0.0.1:")
          .contains("X-DocStore-Identity: me@example.com\r\n")
          .contains("Authorization: Bearer secret\r\n")
          .endsWith("Content-Length: 10\r\n\r\n{\"n\":\"ü\"}");
      assertThat(server.requests().getLast())
          .contains("Content-Type: text/plain\r\n")
          .endsWith("\r\n\r\nbody");
    }
  }

  private static byte[] get(ScriptedServer server, String path) {
    return requests(server).get(path);
  }

  private static Requests requests(ScriptedServer server) {
    return new Requests(server.endpoint(), "me@example.com", Optional.of("secret"));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
