package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows 4 to 8 of spec 02 §13: check runs. */
class CheckRowsTest {
  private static final TestServer SERVER = TestServer.shared();

  private final TestRepo repo = TestRepo.newOn(SERVER);

  @Test
  void row04AnEmptyMainHasChecksAtSequenceZero() {
    JsonNode reported = report("ci/build", "passed").expect(201).json();

    assertThat(reported.get("sequence").asLong()).isZero();
    JsonNode checks = checks("");
    assertThat(checks.findValuesAsString("id")).containsExactly(reported.get("id").asString());
    assertThat(checks.at("/0/sequence").asLong()).isZero();
  }

  @Test
  void row05ALaterStatusReplacesTheEarlier() {
    String first = report("ci/build", "pending").expect(201).json().get("id").asString();
    String second = report("ci/build", "passed").expect(201).json().get("id").asString();

    assertThat(second).isEqualTo(first);
    JsonNode history = checks("?history=true");
    assertThat(history.size()).isEqualTo(1);
    assertThat(history.at("/0/status").asString()).isEqualTo("passed");
    assertThat(history.at("/0/id").asString()).isEqualTo(first);
  }

  @Test
  void row06AFailedCheckIsRetriedAsTheNextAttempt() {
    report("ci/build", "failed").expect(201);

    Answer retried = repo.post("checks/retry", "{\"branch\":\"main\",\"sequence\":0}");

    assertThat(retried.expect(202).text()).isEqualTo("{\"attempt\":2}\n");
    JsonNode checks = checks("");
    assertThat(checks.size()).isEqualTo(1);
    assertThat(checks.at("/0/attempt").asInt()).isEqualTo(2);
    assertThat(checks.at("/0/status").asString()).isEqualTo("pending");
    assertThat(checks("?history=true").size()).isEqualTo(2);
  }

  @Test
  void row06APassedCheckIsRetriedWhenItIsNamed() {
    report("ci/build", "passed").expect(201);

    repo.post("checks/retry", "{\"branch\":\"main\",\"sequence\":0}")
        .expectError(400, "BAD_REQUEST", "no checks to retry");
    repo.post("checks/retry", "{\"branch\":\"main\",\"sequence\":0,\"checks\":[\"ci/build\"]}")
        .expect(202);

    assertThat(checks("").at("/0/attempt").asInt()).isEqualTo(2);
  }

  @Test
  void row07OnlyMaintainersRetry() {
    report("ci/build", "failed").expect(201);
    String body = "{\"branch\":\"main\",\"sequence\":0}";

    as("reader").post("checks/retry", body).expectError(403, "FORBIDDEN", "forbidden");
    as("writer").post("checks/retry", body).expectError(403, "FORBIDDEN", "forbidden");
    as("maintainer").post("checks/retry", body).expect(202);
  }

  @Test
  void row08MetadataComesBackAsItWas() {
    String metadata = "{\"agent\":\"v1\",\"processed_seq\":42}";
    repo.post(
            "check",
            "{\"branch\":\"main\",\"check_name\":\"a\",\"status\":\"passed\",\"metadata\":%s}"
                .formatted(metadata))
        .expect(201);

    assertThat(checks("").at("/0/metadata")).isEqualTo(Json.MAPPER.readTree(metadata));
  }

  private Answer report(String check, String status) {
    return repo.post(
        "check",
        "{\"branch\":\"main\",\"check_name\":\"%s\",\"status\":\"%s\"}".formatted(check, status));
  }

  private JsonNode checks(String query) {
    return repo.get("branch/main/checks" + query).expect(200).json();
  }

  private TestRepo as(String role) {
    String identity = role + "@example.com";
    repo.send("PUT", "roles/" + identity, "{\"role\":\"%s\"}".formatted(role)).expect(200);
    return repo.via(SERVER.as(identity));
  }
}
