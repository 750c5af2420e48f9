package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §1.3, on the wire. */
class RoutingTest {
  private static final TestServer SERVER = TestServer.shared();
  private static TestRepo repo;

  @BeforeAll
  static void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", "d/a+b;c.txt", "odd", "100%.txt", "percent", "d/e.txt", "plain");
  }

  private static String get(String target) {
    return RawHttp.get(SERVER.url(), target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d/a+b;c.txt",
        "d%2Fa%2Bb%3Bc.txt",
        "d/a%2bb%3bc.txt",
        "100%25.txt",
        "d/e.txt",
        "%64%2F%65.txt"
      })
  void readsAPathHoweverItIsEscaped(String path) {
    assertThat(get(repo.path("file/") + path)).startsWith("HTTP/1.1 200 ");
    assertThat(get(repo.path("file/").replace("/app", "%2Fapp") + path))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "//repos, /repos",
    "/repos//{repo}/-/tree, /repos/{repo}/-/tree",
    "/repos/{repo}/./-/tree, /repos/{repo}/-/tree",
    "/repos/{repo}/x/../-/tree?branch=main, /repos/{repo}/-/tree?branch=main",
    "/repos/{repo}/-/file/d//e.txt?x=//, /repos/{repo}/-/file/d/e.txt?x=//",
    "/orgs/../repos, /repos",
    "/orgs/., /orgs/",
    "/repos/{repo}/-/file/%2F%2E./x/../y, /repos/{repo}/-/file/%2F%2E./y"
  })
  void redirectsAnUncleanPathWithItsQuery(String target, String location) {
    for (String method : new String[] {"GET", "POST", "DELETE"}) {
      String answer =
          RawHttp.request(
              SERVER.url(), method, target.replace("{repo}", repo.name()), "Content-Length: 0\r\n");
      assertThat(answer)
          .startsWith("HTTP/1.1 307 ")
          .contains("\r\nLocation: " + location.replace("{repo}", repo.name()) + "\r\n");
    }
  }

  @Test
  void redirectsAPathThatLeavesTheRoot() {
    assertThat(get("/../repos")).startsWith("HTTP/1.1 307 ").contains("\r\nLocation: /repos\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/repos/%zz", "/repos/o/r/-/file/%4", "/healthz%", "/orgs/%g0"})
  void aMalformedEscapeIsABadRequestInText(String target) {
    assertThat(get(target))
        .startsWith("HTTP/1.1 400 ")
        .containsPattern("\r\nContent-Type: text/plain; ?charset=utf-8\r\n")
        .contains("\r\nConnection: close\r\n")
        .endsWith("\r\n\r\n400 Bad Request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%00b", "%ff", "%C3"})
  void aPathThatIsNotTextNamesNothing(String name) {
    assertThat(get(repo.path("file/") + name))
        .startsWith("HTTP/1.1 404 ")
        .endsWith("{\"code\":\"NOT_FOUND\",\"error\":\"not found\"}\n");
  }

  @Test
  void anUnknownPathOutsideReposIsATextual404() {
    Answer answer = SERVER.api().get("/nowhere").expect(404);
    assertThat(answer.text()).isEqualTo("404 page not found\n");
    assertThat(answer.header("Content-Type"))
        .isEqualToIgnoringWhitespace("text/plain; charset=utf-8");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    for (String path : new String[] {"/", "/orgs/", "/healthz/", "/error", "/orgs/a/b/c/d"}) {
      assertThat(SERVER.api().get(path).expect(404).text()).isEqualTo("404 page not found\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /orgs, 'GET, HEAD, POST'",
    "OPTIONS, /orgs, 'GET, HEAD, POST'",
    "PATCH, /repos, 'GET, HEAD, POST'",
    "POST, /orgs/acme, 'DELETE, GET, HEAD'",
    "BREW, /orgs, 'GET, HEAD, POST'"
  })
  void aWrongMethodOutsideReposIsATextual405WithAllow(String method, String path, String allow) {
    Answer answer = SERVER.api().send(method, path, "").expect(405);
    assertThat(answer.text()).isEqualTo("Method Not Allowed\n");
    assertThat(answer.header("Allow")).isEqualTo(allow);
    assertThat(answer.header("Content-Type"))
        .isEqualToIgnoringWhitespace("text/plain; charset=utf-8");
  }

  @Test
  void anUnknownEndpointOfARepoIsAJson404() {
    repo.get("nowhere").expectError(404, "NOT_FOUND", "not found");
    repo.get("tree/x").expectError(404, "NOT_FOUND", "not found");
    SERVER.api().get("/repos/").expectError(404, "NOT_FOUND", "not found");
  }

  @Test
  void aWrongMethodOnAWriteOnlyEndpointIsAJson405() {
    Answer answer = repo.get("commit").expect(405);
    answer.expectError(405, "METHOD_NOT_ALLOWED", "method not allowed");
    assertThat(answer.header("Allow")).isNull();
    repo.get("merge").expectError(405, "METHOD_NOT_ALLOWED", "method not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "PATCH", "OPTIONS"})
  void aBareRepoPathTakesOnlyGetAndDelete(String method) {
    SERVER
        .api()
        .send(method, "/repos/" + repo.name(), "")
        .expectError(405, "METHOD_NOT_ALLOWED", "method not allowed");
  }

  @Test
  void aBareRepoPathHasNoHead() {
    Answer head = SERVER.api().send("HEAD", "/repos/" + repo.name(), "").expect(405);
    assertThat(head.header("Allow")).isNull();
  }

  @Test
  void aDashAloneEndsTheNameOfNoRepo() {
    SERVER.api().get("/repos/" + repo.name() + "/-/").expect(200);
    SERVER
        .api()
        .get("/repos/" + repo.name() + "/-")
        .expectError(404, "REPO_NOT_FOUND", "repo not found");
    SERVER
        .api()
        .get("/repos/" + repo.name() + "/")
        .expectError(404, "REPO_NOT_FOUND", "repo not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz", "/.well-known/ds-config", "/orgs", "/repos"})
  void headAnswersAsGetWithoutABody(String path) {
    Api api = SERVER.api();
    Answer get = api.get(path).expect(200);
    Answer head = api.send("HEAD", path, "").expect(200);
    assertThat(head.bytes()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "POST"})
  void anyOtherMethodOnAReadIsForbiddenBelowARepo(String method) {
    repo.send(method, "tree", "").expect(403);
  }

  @Test
  void healthAndClientConfigurationArePublic() {
    assertThat(SERVER.api().get("/healthz").expect(200).text()).isEqualTo("{\"status\":\"ok\"}\n");
    assertThat(SERVER.api().get("/.well-known/ds-config").expect(200).text())
        .isEqualTo("{\"auth\":{\"type\":\"none\"}}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive?branch=main&x=%zz", "tree?%zz=1&branch=main", "tree?a=1;b"})
  void aBrokenEscapeInTheQueryIsDropped(String endpoint) {
    assertThat(get(repo.path(endpoint))).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree?branch=%00", "tree?after=%ff", "archive?branch=main&at=%C3"})
  void aQueryThatIsNotTextIsABadRequest(String endpoint) {
    assertThat(get(repo.path(endpoint)))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("query values must be UTF-8 without NUL\"}\n");
  }

  @Test
  void aHeaderThatIsTooLongIsToldSo() {
    String answer =
        RawHttp.request(SERVER.url(), "GET", "/orgs", "X-Long: " + "x".repeat(100_000) + "\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 431 ")
        .endsWith(
            "{\"code\":\"REQUEST_HEADERS_TOO_LARGE\",\"error\":\"the request's header is longer"
                + " than 64 KiB\"}\n");
  }

  @Test
  void aHeaderThatIsNoneIsABadRequest() {
    assertThat(RawHttp.request(SERVER.url(), "GET", "/orgs", "no colon here\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("{\"code\":\"BAD_REQUEST\",\"error\":\"the request's header cannot be read\"}\n");
  }

  @Test
  void traceIsNotAllowed() {
    String answer = RawHttp.request(SERVER.url(), "TRACE", "/orgs", "");
    assertThat(answer).startsWith("HTTP/1.1 405 ").doesNotContain("<html");
  }
}
