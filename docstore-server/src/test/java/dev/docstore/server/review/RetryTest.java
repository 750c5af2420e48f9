package dev.docstore.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RetryTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final String repo = SERVER.newRepo();
  private final String url = "/repos/" + repo + "/-/";

  @Test
  void row6RetriesWhatFailed() {
    report("build", "failed");
    report("lint", "passed");

    Answer answer = retry(admin, "{\"branch\":\"main\",\"sequence\":0}");

    assertThat(answer.expect(202).text()).isEqualTo("{\"attempt\":2}\n");
    JsonNode latest = admin.get(url + "branch/main/checks").json();
    assertThat(latest.at("/0/check_name").asString()).isEqualTo("build");
    assertThat(latest.at("/0/attempt").asInt()).isEqualTo(2);
    assertThat(latest.at("/0/status").asString()).isEqualTo("pending");
    assertThat(latest.at("/0/reporter").asString()).isEqualTo("system");
    assertThat(latest.at("/1/attempt").asInt()).isEqualTo(1);
    assertThat(admin.get(url + "branch/main/checks?history=true").json().size()).isEqualTo(3);
  }

  @Test
  void row6APassedCheckIsRetriedWhenItIsNamed() {
    report("lint", "passed");

    retry(admin, "{\"branch\":\"main\",\"checks\":[\"lint\",\"lint\"]}").expect(202);

    assertThat(Events.last(SERVER, repo, "checkrun.retry").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"main\",\"sequence\":0,\"checks\":[\"lint\"],\"attempt\":2}"
                .formatted(repo));
  }

  @Test
  void theNewAttemptIsSharedByAll() {
    report("build", "failed");
    retry(admin, "{\"branch\":\"main\",\"checks\":[\"build\"]}").expect(202);
    report("lint", "failed");

    Answer answer = retry(admin, "{\"branch\":\"main\",\"checks\":[\"build\",\"lint\"]}");

    assertThat(answer.expect(202).json().get("attempt").asInt()).isEqualTo(3);
  }

  @Test
  void saysWhenThereIsNothingToRetry() {
    report("lint", "passed");

    retry(admin, "{\"branch\":\"main\"}").expectError(400, "BAD_REQUEST", "no checks to retry");
    retry(admin, "{}").expectError(400, "BAD_REQUEST", "branch is required");
    retry(admin, "{\"branch\":\"nowhere\"}")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    retry(admin, "{\"branch\":\"main\",\"checks\":[\"\"]}")
        .expectError(400, "BAD_REQUEST", "checks may not hold an empty name");
  }

  @Test
  void row7RetryingIsForMaintainers() {
    report("build", "failed");
    String body = "{\"branch\":\"main\"}";

    retry(as("reader"), body).expectError(403, "FORBIDDEN", "forbidden");
    retry(as("writer"), body).expectError(403, "FORBIDDEN", "forbidden");
    retry(as("maintainer"), body).expect(202);
  }

  private Api as(String role) {
    String identity = role + "@example.com";
    admin.send("PUT", url + "roles/" + identity, "{\"role\":\"" + role + "\"}").expect(200);
    return SERVER.as(identity);
  }

  private void report(String check, String status) {
    admin
        .post(
            url + "check",
            "{\"branch\":\"main\",\"check_name\":\"%s\",\"status\":\"%s\"}"
                .formatted(check, status))
        .expect(201);
  }

  private Answer retry(Api api, String body) {
    return api.post(url + "checks/retry", body);
  }
}
