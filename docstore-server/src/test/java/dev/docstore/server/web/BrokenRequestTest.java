package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the container or the framework stumbles over is answered in the contract's words. */
class BrokenRequestTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String INVALID =
      "{\"code\":\"BAD_REQUEST\",\"error\":\"invalid request body\"}\n";

  private static String repo;

  @BeforeAll
  static void repo() {
    repo = "/repos/" + SERVER.newRepo() + "/-/";
  }

  private static String post(String headers) {
    return RawHttp.request(SERVER.url(), "POST", repo + "commit", headers);
  }

  @Test
  void connectIsNoMethodOfAnything() {
    assertThat(RawHttp.request(SERVER.url(), "CONNECT", repo + "tree", ""))
        .startsWith("HTTP/1.1 405 ")
        .endsWith("\r\n\r\nMethod Not Allowed\n");
  }

  @Test
  void aTargetThatIsNoTargetIsABadRequest() {
    for (String target : new String[] {repo + "tree#a", repo + "tr\u00fce", "/a{b"}) {
      assertThat(RawHttp.get(SERVER.url(), target))
          .as(target)
          .doesNotContain("<html")
          .satisfiesAnyOf(
              answer -> assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("400 Bad Request"),
              answer -> assertThat(answer).startsWith("HTTP/1.1 404 "));
    }
  }

  @Test
  void anEscapedPercentSignIsAnOrdinaryCharacterAnywhere() {
    assertThat(RawHttp.get(SERVER.url(), repo + "%25s%25n/a"))
        .startsWith("HTTP/1.1 404 ")
        .endsWith("{\"code\":\"NOT_FOUND\",\"error\":\"not found\"}\n");
  }

  @Test
  void languagesDoNotMatter() {
    String many = "Accept-Language: " + "a,".repeat(500) + "b\r\n";
    assertThat(RawHttp.request(SERVER.url(), "GET", repo + "tree", many))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aTypeThatDoesNotParseIsABadRequest() {
    String headers = "Content-Type: multipart/mixed; boundary=\"\r\nContent-Length: 0\r\n";
    assertThat(post(headers)).startsWith("HTTP/1.1 400 ").endsWith(INVALID);
  }

  @Test
  void aBodyThatBreaksOffIsABadRequest() {
    // The blank line before the chunks ends the headers.
    for (String chunks : new String[] {"zz\r\nabc", "-5\r\nabcde", "fffffffffffffffff\r\nabc"}) {
      assertThat(post("Transfer-Encoding: chunked\r\n\r\n" + chunks))
          .as(chunks)
          .startsWith("HTTP/1.1 400 ")
          .endsWith(INVALID);
    }
  }
}
