package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON, queries and times as every client sees them (spec 01 §1.1, §1.5). */
class WireRulesTest {
  private static final Api ADMIN = TestServer.shared().api();

  private final TestRepo repo = TestRepo.newOn(TestServer.shared());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'BRANCH':'main','Message':'m','FILES':[{'Path':'a','CONTENT':'eA=='}]}",
        "{'branch':'x','branch':'main','message':'m','files':[{'path':'b','PATH':'a','content':'eA=='}]}",
        "{'branch':'main','message':'m','files':[{'path':'x','content':'eA=='}],'Files':[{'path':'a','content':'eA=='}]}",
        "{'branch':'main','message':'m','files':[{'path':'a','content':'eA==','mode':null,'content_type':null,'x':[{}]}]}",
        "{'branch':'main','message':'m','files':[{'path':'a','content':'e\\r\\nA\\n=\\r='}],'author':'x','repo':'y'}",
        " \t\r\n{'branch':'main','message':'m','files':[{'path':'a','content':'eA=='}]}\u0000garbage",
        "{'branch':'main','message':'m','files':[{'path':'\\u0061','content':'\\u0065A=='}]} {'branch':'x'}"
      })
  void differentTextsAreOneCommit(String body) {
    repo.post("commit", body.replace('\'', '"')).expect(201);

    assertThat(repo.files("branch=main")).containsOnlyKeys("a").containsValue("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'content':'eA='",
        "'content':'eA'",
        "'content':'e A=='",
        "'content':'_-=='",
        "'content':'=='",
        "'content':'eA==='",
        "'content':'e\\tA=='",
        "'content':'eB==x'",
        "'content':{}",
        "'content':true",
        "'path':7",
        "'content_type':7",
        "'mode':100644"
      })
  void aWrongTypeIsAnInvalidBody(String member) {
    repo.post(
            "commit",
            "{'branch':'main','message':'m','files':[{'path':'a',%s}]}"
                .formatted(member)
                .replace('\'', '"'))
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @Test
  void whatBrowsersMightReadAsMarkupIsEscaped() {
    repo.post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"<a>&\u2028\u2029\u00e9\\u0007\",\"files\":[{\"path\":\"a\"}]}")
        .expect(201);

    Answer answer = repo.get("commit/1").expect(200);

    assertThat(answer.text())
        .contains("\"message\":\"\\u003ca\\u003e\\u0026\\u2028\\u2029é\\u0007\"")
        .endsWith("}\n");
  }

  @Test
  void timesAreUtcWithoutTrailingZeros() {
    repo.commit("main", "a", "1");
    repo.post("releases", "{\"name\":\"v1\"}").expect(201);
    String org = repo.name().substring(0, repo.name().indexOf('/'));

    for (Answer answer :
        new Answer[] {
          repo.get("commit/1"),
          repo.get("releases/v1"),
          ADMIN.get("/orgs/" + org),
          ADMIN.get("/repos/" + repo.name())
        }) {
      assertThat(answer.expect(200).json().get("created_at").asString())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,5}[1-9])?Z");
    }
    assertThat(repo.get("chain?from=1&to=1").json().get(0).get("created_at"))
        .isEqualTo(repo.get("commit/1").json().get("created_at"));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=1, 1",
    "limit=1&limit=x, 1",
    "limit=&limit=1, 3",
    "limit=, 3",
    "limit, 3",
    "limit=01, 1",
    "limit=%2B1, 1",
    "limit=1;x=2, 3",
    "limit=1;&limit=2, 2",
    "Limit=1, 3",
    "limit%3D1, 3",
    "%6Cimit=1, 1",
    "limit=9223372036854775807, 3",
    "after=a&after=b, 2",
    "at=%2B001, 3",
    "at=-0, 0",
    "at=, 3"
  })
  void readsAQuery(String query, int entries) {
    repo.commit("main", "a", "1", "b", "1", "c", "1");

    assertThat(repo.paths(query)).hasSize(entries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=+1",
        "limit=0",
        "limit=-1",
        "limit=1.0",
        "limit=1e3",
        "limit=0x1",
        "limit=x",
        "limit=9223372036854775808",
        "limit=%201",
        "limit=x&limit=1",
        "at=+1",
        "at=1.0",
        "at=%20",
        "at=9223372036854775808"
      })
  void refusesAQuery(String query) {
    Answer answer = repo.get("tree?" + query).expect(400);

    assertThat(answer.text())
        .matches("\\{\"code\":\"BAD_REQUEST\",\"error\":\"invalid '(limit|at)' parameter.*\"}\n");
  }

  @Test
  void nothingIsAnswered204WithoutABodyOrAType() {
    repo.fork("b");

    Answer answer = repo.delete("branch/b").expect(204);

    assertThat(answer.bytes()).isEmpty();
    assertThat(answer.header("Content-Type")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere, 404, 404 page not found",
    "/orgs/x/nowhere, 404, 404 page not found",
    "/subscriptions/1/resume, 405, Method Not Allowed"
  })
  void theRouterOutsideReposSpeaksInText(String path, int status, String text) {
    Answer answer = ADMIN.get(path).expect(status);

    assertThat(answer.text()).isEqualTo(text + "\n");
    assertThat(answer.header("Content-Type"))
        .isEqualToIgnoringWhitespace("text/plain;charset=utf-8");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void noAnswerIsCompressedOrShared() {
    Answer answer =
        repo.send("GET", "tree", "", "Accept-Encoding", "gzip", "Origin", "https://evil.example")
            .expect(200);

    assertThat(answer.header("Content-Encoding")).isNull();
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }
}
