package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CheckTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final String repo = SERVER.newRepo();
  private final String url = "/repos/" + repo + "/-/";

  @Test
  void aRunIsShownWithItsMembers() {
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
  void aHistoryTellsEveryStatusThatARunHad() {
    report(check("build", "pending")).expect(201);
    api("writer@example.com").post(url + "check", check("build", "failed")).expect(201);
    report(check("build", "passed")).expect(201);

    JsonNode run = admin.get(url + "branch/main/checks?history=true").json().get(0);
    assertThat(run.get("status").asString()).isEqualTo("passed");
    assertThat(run.get("changes").findValuesAsString("status"))
        .containsExactly("pending", "failed", "passed");
    assertThat(run.get("changes").findValuesAsString("reporter"))
        .containsExactly("admin@example.com", "writer@example.com", "admin@example.com");
    assertThat(Instant.parse(run.at("/changes/0/changed_at").asString()))
        .isEqualTo(Instant.parse(run.get("created_at").asString()));
    assertThat(admin.get(url + "branch/main/checks").json().get(0).has("changes")).isFalse();
  }

  @Test
  void aRepeatedKeyReportsOnce() {
    String body = check("build", "passed");
    String first =
        admin.send("POST", url + "check", body, "Idempotency-Key", "k").expect(201).text();

    assertThat(admin.send("POST", url + "check", body, "Idempotency-Key", "k").expect(201).text())
        .isEqualTo(first);

    JsonNode run = admin.get(url + "branch/main/checks?history=true").json().get(0);
    assertThat(run.get("changes").size()).isEqualTo(1);
  }

  @Test
  void metadataAndAnEmptyLogAddressComeBackAsTheyWere() {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012345678901234567890",
        "0.1000000000000000055511151231257827",
        "1.5",
        "[true, null, \"\\u0001\", {}]",
        "\"\""
      })
  void metadataIsAnyJson(String metadata) {
    report(
            "{\"branch\":\"main\",\"check_name\":\"m\",\"status\":\"passed\",\"metadata\":%s}"
                .formatted(metadata))
        .expect(201);

    assertThat(admin.get(url + "branch/main/checks").text().replace(" ", ""))
        .contains("\"metadata\":" + metadata.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e200000", "-1e-20000", "0e5000"})
  void aNumberThatNothingHoldsIsRefused(String number) {
    report(
            "{\"branch\":\"main\",\"check_name\":\"m\",\"status\":\"passed\",\"metadata\":[%s]}"
                .formatted(number))
        .expectError(400, "BAD_REQUEST", "metadata holds a number that is out of range");
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

    ObjectNode data = (ObjectNode) Events.last(SERVER, repo, "check.reported");
    // How the branch stands with it is not of this feature's making.
    data.remove("branch_status");
    assertThat(data.toString())
        .isEqualTo(
            ("{\"repo\":\"%s\",\"branch\":\"main\",\"sequence\":0,\"check_name\":\"build\","
                    + "\"status\":\"passed\",\"reporter\":\"admin@example.com\"}")
                .formatted(repo));
  }

  private Api api(String writer) {
    admin.send("PUT", url + "roles/" + writer, "{\"role\":\"writer\"}").expect(200);
    return SERVER.as(writer);
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
