package dev.docstore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.ServerProcess;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestRepo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 01 §2.1: the life of the real program, from its start to its exit status. */
class ProcessTest {
  private static final String ADMIN = "admin@example.com";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT|eighty|error: PORT must be a port between 0 and 65535, not eighty",
        "DATABASE_URL|mysql://ann:secret@db/docs|error: DATABASE_URL must look like postgres://user:password@host:5432/database",
        "K_SERVICE|docstore|error: DEV_IDENTITY is for development only and K_SERVICE says that this is a deployment; unset DEV_IDENTITY",
        "DATABASE_URL|postgres://ann:secret@127.0.0.1:1/docs|error: cannot connect to the database of DATABASE_URL: Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections. (ConnectException: Connection refused)",
        "DATABASE_URL|postgres://ann:secret@/docs?host=/nowhere|error: cannot connect to the database of DATABASE_URL: The connection attempt failed. (SocketException: No such file or directory)"
      })
  void aBadValueIsOneLineAndStatusOne(String variable, String value, String line) {
    try (ServerProcess server =
        ServerProcess.start(folder, Map.of("DEV_IDENTITY", ADMIN, variable, value))) {
      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.err()).isEqualTo(line + "\n").doesNotContain("secret");
      assertThat(server.out()).isEmpty();
    }
  }

  @Test
  void flagsAreReadFromTheCommandLine() {
    try (ServerProcess server = ServerProcess.start(folder, Map.of(), "--verbose")) {
      assertThat(server.exitStatus()).isEqualTo(2);
      assertThat(server.err())
          .startsWith("error: unknown flag: --verbose; known are --")
          .hasLineCount(1);
    }
  }

  @Test
  void finishesWhatItHasBegunAndEnds() throws IOException {
    try (ServerProcess server = start()) {
      TestRepo repo = repo(server);
      String body = TestRepo.commitBody("main", "slow.txt", "slowly");
      try (SseClient stream =
              SseClient.open(server.url(), ADMIN, "/repos/" + repo.name() + "/-/events");
          Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
        send(slow, head(repo.path("commit"), body.length()) + body.substring(0, 20));
        await().until(() -> answers(server));
        server.terminate();

        assertThat(stream.frame()).as("streams end at once").isNull();
        await().until(() -> !answers(server));
        assertThat(server.isAlive()).isTrue();
        send(slow, body.substring(20));
        assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 201 ");
      }
      assertThat(server.exitStatus()).as(server::out).isZero();
      assertThat(server.err()).isEmpty();
      assertThat(folder.resolve("docstore-data/data/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void givesUpOnWhatDoesNotEnd() throws IOException {
    try (ServerProcess server = start()) {
      TestRepo repo = repo(server);
      try (Socket stuck = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
        send(stuck, head(repo.path("commit"), 100) + "{");
        await().until(() -> answers(server));
        server.terminate();
        await()
            .pollInterval(Duration.ofSeconds(2))
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> {
                  trickle(stuck);
                  return !server.isAlive();
                });
      }
      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.err())
          .isEqualTo("error: 1 requests were still running after 10 s and were broken off\n");
      assertThat(folder.resolve("docstore-data/data/postmaster.pid")).doesNotExist();
    }
  }

  private ServerProcess start() {
    return ServerProcess.start(folder, Map.of("DEV_IDENTITY", ADMIN)).ready();
  }

  private static TestRepo repo(ServerProcess server) {
    Api api = server.as(ADMIN);
    api.post("/orgs", "{\"name\":\"acme\"}").expect(201);
    api.post("/repos", "{\"owner\":\"acme\",\"name\":\"app\"}").expect(201);
    return TestRepo.of(api, "acme/app");
  }

  private static boolean answers(ServerProcess server) {
    try {
      return server.as(ADMIN).get("/healthz").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static String head(String path, int length) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        .formatted(path, length);
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void trickle(Socket socket) {
    try {
      send(socket, " ");
    } catch (IOException e) {
      // The server has broken the connection off, as it should.
      assertThatThrownBy(() -> send(socket, " ")).isInstanceOf(IOException.class);
    }
  }
}
