package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class CheckTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final String repo = SERVER.newRepo();
  private final String url = "/repos/" + repo + "/-/";

  @Test
  void row4AnEmptyMainHasChecksAtZero() {
    Answer reported = report("{\"branch\":\"main\",\"check_name\":\"ci/a\",\"status\":\"passed\"}");

    assertThat(reported.expect(201).text()).matches("\\{\"id\":\"[^\"]+\",\"sequence\":0}\n");
    JsonNode run = admin.get(url + "branch/main/checks").expect(200).json().get(0);
    assertThat(run.propertyNames())
        .containsExactly(
            "id",
            "repo",
            "branch",
            "sequence",
            "check_name",
            "status",
            "reporter",
            "created_at",
            "attempt");
    assertThat(run.get("reporter").asString()).isEqualTo("admin@example.com");
  }

  @Test
  void row5ALaterStatusReplacesTheEarlierAndIsKeptAsHistory() {
    String first = id(report(check("build", "pending")));
    String second = id(report(check("build", "passed")));

    assertThat(second).isEqualTo(first);
    JsonNode runs = admin.get(url + "branch/main/checks?history=true").json();
    assertThat(runs.findValuesAsString("status")).containsExactly("passed");
    assertThat(
            SERVER
                .bean(JdbcClient.class)
                .sql(
                    """
                    select status::text from check_run_changes
                    where check_run_id = cast(? as uuid) order by n
                    """)
                .param(first)
                .query(String.class)
                .list())
        .containsExactly("pending", "passed");
  }

  @Test
  void row8MetadataComesBackAsItWas() {
    report(
            "{\"branch\":\"main\",\"check_name\":\"m\",\"status\":\"passed\",\"log_url\":\"\","
                + "\"metadata\":{\"Agent\":\"v1\",\"processed_seq\":42}}")
        .expect(201);

    JsonNode run = admin.get(url + "branch/main/checks").json().get(0);
    assertThat(run.at("/metadata/Agent").asString()).isEqualTo("v1");
    assertThat(run.at("/metadata/processed_seq").asInt()).isEqualTo(42);
    assertThat(run.get("log_url").asString()).isEmpty();
  }

  @Test
  void aReportWithoutLogAndMetadataKeepsThem() {
    report(
            "{\"branch\":\"main\",\"check_name\":\"m\",\"status\":\"pending\",\"log_url\":\"l\","
                + "\"metadata\":null}")
        .expect(201);
    report(check("m", "passed")).expect(201);

    JsonNode run = admin.get(url + "branch/main/checks").json().get(0);
    assertThat(run.get("log_url").asString()).isEqualTo("l");
    assertThat(run.has("metadata")).isTrue();
    assertThat(run.get("metadata").isNull()).isTrue();
  }

  @Test
  void ranksByTheSequenceBeforeTheAttempt() {
    report(check("build", "failed", 1, 3)).expect(201);
    report(check("build", "passed", 2, 1)).expect(201);
    report(check("alpha", "skipped", 1, 1)).expect(201);

    JsonNode latest = admin.get(url + "branch/main/checks").json();
    assertThat(latest.findValuesAsString("check_name")).containsExactly("alpha", "build");
    assertThat(latest.at("/1/sequence").asInt()).isEqualTo(2);
    assertThat(admin.get(url + "branch/main/checks?at=1").json().at("/1/attempt").asInt())
        .isEqualTo(3);
    assertThat(
            admin
                .get(url + "branch/main/checks?limit=1&after=alpha")
                .json()
                .findValuesAsString("check_name"))
        .containsExactly("build");
    assertThat(admin.get(url + "branch/main/checks?history=true").json().size()).isEqualTo(3);
    assertThat(admin.get(url + "branch/nowhere/checks").text()).isEqualTo("[]\n");
  }

  @Test
  void attemptZeroIsTheFirst() {
    String zero = id(report(check("build", "pending", 0, 0)));

    assertThat(id(report(check("build", "passed", 0, 1)))).isEqualTo(zero);
    report(check("build", "passed", 0, -1))
        .expectError(400, "BAD_REQUEST", "attempt may not be negative");
    report(check("build", "passed", 0, 40000))
        .expectError(400, "BAD_REQUEST", "invalid request body");
  }

  @Test
  void saysWhatIsWrong() {
    report("{\"check_name\":\"a\",\"status\":\"passed\"}")
        .expectError(400, "BAD_REQUEST", "branch is required");
    report("{\"branch\":\"main\",\"status\":\"passed\"}")
        .expectError(400, "BAD_REQUEST", "check_name is required");
    report("{\"branch\":\"main\",\"check_name\":\"a\"}")
        .expectError(400, "BAD_REQUEST", "status is required");
    report(check("a", "great"))
        .expectError(
            400, "BAD_REQUEST", "invalid status; must be pending, passed, failed, or skipped");
    report("{\"branch\":\"nowhere\",\"check_name\":\"a\",\"status\":\"passed\"}")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    admin
        .get(url + "branch/main/checks?at=x")
        .expectError(400, "BAD_REQUEST", "invalid 'at' parameter");
  }

  @Test
  void announcesAReport() {
    report(check("build", "passed")).expect(201);

    assertThat(Events.last(SERVER, repo, "check.reported").toString())
        .isEqualTo(
            ("{\"repo\":\"%s\",\"branch\":\"main\",\"sequence\":0,\"check_name\":\"build\","
                    + "\"status\":\"passed\",\"reporter\":\"admin@example.com\"}")
                .formatted(repo));
  }

  private Answer report(String body) {
    return admin.post(url + "check", body);
  }

  private static String check(String name, String status) {
    return "{\"branch\":\"main\",\"check_name\":\"%s\",\"status\":\"%s\"}".formatted(name, status);
  }

  private static String check(String name, String status, long sequence, int attempt) {
    return "{\"branch\":\"main\",\"check_name\":\"%s\",\"status\":\"%s\",\"sequence\":%d,\"attempt\":%d}"
        .formatted(name, status, sequence, attempt);
  }

  private static String id(Answer answer) {
    return answer.expect(201).json().get("id").asString();
  }
}
