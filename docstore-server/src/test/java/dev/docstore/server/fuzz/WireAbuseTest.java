package dev.docstore.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that are not sound HTTP. Each is answered without a 5xx or ended, at once, and the
 * server serves the next caller.
 */
class WireAbuseTest {
  private static final int DEADLINE_MILLIS = 30_000;
  private static final TestServer SERVER = TestServer.shared();
  private static final TestRepo REPO = TestRepo.newOn(SERVER);
  private static final String COMMIT = REPO.path("commit");
  private static final String BODY = TestRepo.commitBody("main", "a", "1");

  /** One message; what is left open after it is closed by the client for writing. */
  record Abuse(String name, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Abuse get(String name, String line, String... headers) {
    return new Abuse(name, line + "\r\n" + lines(headers) + "\r\n");
  }

  private static Abuse post(String name, String body, String... headers) {
    String line = "POST " + COMMIT + " HTTP/1.1\r\nHost: x\r\n";
    return new Abuse(name, line + lines(headers) + "\r\n" + body);
  }

  private static String lines(String... headers) {
    return Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat);
  }

  static Stream<Abuse> abuses() {
    return Stream.of(heads(), targets(), bodies(), chunks()).flatMap(List::stream);
  }

  private static List<Abuse> heads() {
    String tree = REPO.path("tree");
    List<Abuse> abuses = new ArrayList<>();
    abuses.add(new Abuse("nothing", ""));
    abuses.add(new Abuse("an empty line", "\r\n\r\n\r\n"));
    abuses.add(new Abuse("noise", "\u0000\u0001\u00ff\u00fe\r\n\r\n"));
    abuses.add(
        new Abuse("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"));
    abuses.add(new Abuse("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    abuses.add(new Abuse("half a line", "GET " + tree));
    abuses.add(get("HTTP/1.0", "GET " + tree + " HTTP/1.0"));
    abuses.add(get("HTTP/1.0 kept alive", "GET /healthz HTTP/1.0", "Connection: keep-alive"));
    abuses.add(get("HTTP/9.9", "GET " + tree + " HTTP/9.9", "Host: x"));
    abuses.add(get("HTTP/1.1.1", "GET " + tree + " HTTP/1.1.1", "Host: x"));
    abuses.add(get("another protocol", "GET " + tree + " FTP/1.1", "Host: x"));
    abuses.add(get("no host", "GET " + tree + " HTTP/1.1"));
    abuses.add(get("two hosts", "GET " + tree + " HTTP/1.1", "Host: x", "Host: y"));
    abuses.add(get("no host's name", "GET " + tree + " HTTP/1.1", "Host: [::1"));
    abuses.add(get("a host with a path", "GET " + tree + " HTTP/1.1", "Host: a/b?c"));
    abuses.add(get("a host's port", "GET " + tree + " HTTP/1.1", "Host: x:99999999"));
    abuses.add(get("a header without colon", "GET " + tree + " HTTP/1.1", "Host: x", "what"));
    abuses.add(get("a header without name", "GET " + tree + " HTTP/1.1", "Host: x", ": y"));
    abuses.add(get("a folded header", "GET " + tree + " HTTP/1.1", "Host: x", "A: b", " c"));
    abuses.add(get("a space before the colon", "GET " + tree + " HTTP/1.1", "Host: x", "A : b"));
    abuses.add(
        get("NUL in a header", "GET " + tree + " HTTP/1.1", "Host: x", "If-Match: a\u0000b"));
    abuses.add(
        get("a long header", "GET " + tree + " HTTP/1.1", "Host: x", "A: " + "x".repeat(100_000)));
    abuses.add(
        get(
            "many headers",
            "GET " + tree + " HTTP/1.1",
            "Host: x",
            "A: b\r\n".repeat(5000) + "C: d"));
    abuses.add(get("bare newlines", "GET " + tree + " HTTP/1.1\nHost: x\n\n"));
    abuses.add(get("a long method", "A".repeat(20_000) + " / HTTP/1.1", "Host: x"));
    abuses.add(get("a method of punctuation", "G(T / HTTP/1.1", "Host: x"));
    abuses.add(
        get(
            "an upgrade",
            "GET " + tree + " HTTP/1.1",
            "Host: x",
            "Upgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"));
    abuses.add(
        get(
            "the same header often",
            "GET " + tree + " HTTP/1.1",
            "Host: x",
            "X-DocStore-Identity: a",
            "X-DocStore-Identity: b"));
    return abuses;
  }

  private static List<Abuse> targets() {
    return Stream.of(
            "*",
            "http://x/healthz",
            "https://[::1/",
            "x:1",
            "//healthz",
            "/%",
            "/%zz",
            "/%00",
            "/%c0%ae",
            "/%ff",
            "/repos/%/-/tree",
            "/repos/a%00/-/tree",
            "/repos/\u00fc/-/tree",
            "/a b",
            "/a\u0000b",
            "/a#b",
            "/?%",
            "/?a=%ff",
            "/?" + "a=b&".repeat(3000),
            "/" + "a".repeat(7000),
            "/" + "a".repeat(70_000),
            "/repos/" + "a/".repeat(3000) + "-/tree",
            "/" + "../".repeat(2000),
            REPO.path("file/") + "%2e%2e%2f".repeat(500))
        .map(
            target ->
                get(
                    "target " + target.substring(0, Math.min(30, target.length())),
                    "GET " + target + " HTTP/1.1",
                    "Host: x"))
        .toList();
  }

  private static List<Abuse> bodies() {
    return List.of(
        post("a body that is too short", BODY, "Content-Length: " + (BODY.length() + 100)),
        post("junk after the body", BODY + "junk", "Content-Length: " + BODY.length()),
        post(
            "a request after the body",
            BODY + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
            "Content-Length: " + BODY.length()),
        post("two lengths", BODY, "Content-Length: 5", "Content-Length: " + BODY.length()),
        post("a list of lengths", BODY, "Content-Length: 5, 5"),
        post("a negative length", BODY, "Content-Length: -1"),
        post("a length beyond long", BODY, "Content-Length: 99999999999999999999"),
        post("a large length", "", "Content-Length: 9223372036854775807"),
        post("a length that is none", BODY, "Content-Length: many"),
        post("a signed length", BODY, "Content-Length: +5"),
        post("length and chunks", "0\r\n\r\n", "Content-Length: 5", "Transfer-Encoding: chunked"),
        post("no body at all", ""),
        post("expecting more", BODY, "Expect: 100-continue", "Content-Length: " + BODY.length()),
        post(
            "expecting what is unknown",
            BODY,
            "Expect: 200-ok",
            "Content-Length: " + BODY.length()),
        post(
            "a body that claims gzip",
            BODY,
            "Content-Encoding: gzip",
            "Content-Length: " + BODY.length()),
        post("NULs", "\u0000".repeat(100), "Content-Length: 100"),
        post("no UTF-8", "{\"branch\":\"\u00ff\u00fe\"}", "Content-Length: 15"),
        post("deep nesting", "[".repeat(100_000), "Content-Length: 100000"),
        post(
            "a number of many digits",
            "{\"branch\":" + "1".repeat(100_000) + "}",
            "Content-Length: 100011"),
        post("a long name", "{\"" + "x".repeat(100_000) + "\":1}", "Content-Length: 100006"),
        post(
            "multipart without an end",
            "--b\r\nContent-Disposition: form-data; name=\"commit\"\r\n\r\n{",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Length: 1000"),
        post(
            "multipart without parts",
            "--b--",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Length: 5"),
        post(
            "multipart of another boundary",
            "--c\r\n\r\n\r\n--c--",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Length: 14"),
        post(
            "multipart with a long boundary",
            "",
            "Content-Type: multipart/form-data; boundary=" + "b".repeat(7000),
            "Content-Length: 0"));
  }

  private static List<Abuse> chunks() {
    String chunked = "Transfer-Encoding: chunked";
    return List.of(
        post("chunks without an end", "5\r\n{\"bra", chunked),
        post("a chunk of no size", "\r\n\r\n", chunked),
        post("a chunk of letters", "zz\r\nabc\r\n0\r\n\r\n", chunked),
        post("a negative chunk", "-5\r\nabcde\r\n0\r\n\r\n", chunked),
        post("a chunk beyond long", "fffffffffffffffff\r\nabc", chunked),
        post("a large chunk", "7fffffff\r\nabc", chunked),
        post(
            "a chunk with long extensions",
            "1;" + "x".repeat(20_000) + "\r\n{\r\n0\r\n\r\n",
            chunked),
        post("a chunk without its line end", "1\r\n{}0\r\n\r\n", chunked),
        post("trailers", "2\r\n{}\r\n0\r\nHost: y\r\nA: b\r\n\r\n", chunked),
        post("endless trailers", "0\r\n" + "A: b\r\n".repeat(5000), chunked),
        post("chunked twice", "0\r\n\r\n", chunked, chunked),
        post(
            "an unknown coding",
            BODY,
            "Transfer-Encoding: gzip",
            "Content-Length: " + BODY.length()),
        post("unknown and chunked", "0\r\n\r\n", "Transfer-Encoding: gzip, chunked"),
        post("chunked, misspelt", "0\r\n\r\n", "Transfer-Encoding: xchunked"),
        post("chunked, not last", "0\r\n\r\n", "Transfer-Encoding: chunked, identity"));
  }

  @ParameterizedTest
  @MethodSource("abuses")
  void isAnsweredOrEnded(Abuse abuse) throws IOException {
    for (Reply reply : replies(abuse.message())) {
      assertThat(Oracle.problem("?", "", reply)).as(reply.head() + reply.text()).isEmpty();
    }
  }

  /** After all of it, on a connection of its own. */
  @Test
  void theServerServesTheNextCaller() throws IOException {
    for (Abuse abuse : bodies()) {
      replies(abuse.message());
    }
    assertThat(REPO.commit("main", "after", "all")).isPositive();
    assertThat(REPO.get("verify").expect(200).json().get("damages")).isEmpty();
  }

  /** All answers until the server ends the connection; a reset ends it too. */
  private static List<Reply> replies(String message) throws IOException {
    List<Reply> replies = new ArrayList<>();
    try (Socket socket = new Socket(SERVER.url().getHost(), SERVER.url().getPort())) {
      socket.setSoTimeout(DEADLINE_MILLIS);
      socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Optional<Reply> reply = next(in);
      while (reply.isPresent()) {
        replies.add(reply.get());
        reply = next(in);
      }
    } catch (SocketException reset) {
      return replies;
    }
    return replies;
  }

  private static Optional<Reply> next(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return Optional.empty();
    }
    in.reset();
    try {
      return Optional.of(Wire.read(in, false));
    } catch (EOFException cut) {
      throw new AssertionError("half a head", cut);
    }
  }
}
