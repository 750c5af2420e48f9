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
  void retriesWhatFailed() {
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
    assertThat(event())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"main\",\"sequence\":0,\"checks\":null,\"attempt\":2}"
                .formatted(repo));
  }

  @Test
  void announcesTheChecksThatWereNamed() {
    report("lint", "passed");

    retry(admin, "{\"branch\":\"main\",\"checks\":[\"lint\",\"lint\"]}").expect(202);

    assertThat(event())
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
    retry(admin, "{\"branch\":\"main\",\"checks\":[\"lint\",\"nope\",\"what\"]}")
        .expectError(
            400, "BAD_REQUEST", "no checks to retry: nobody reported nope, what at sequence 0");
    retry(admin, "{\"branch\":\"main\",\"sequence\":7,\"checks\":[\"lint\"]}")
        .expectError(400, "BAD_REQUEST", "no checks to retry: nobody reported lint at sequence 7");
    assertThat(admin.get(url + "ci-jobs").json().get("jobs").size()).isZero();
    assertThat(Events.types(SERVER, repo)).doesNotContain("checkrun.retry");
  }

  @Test
  void theAttemptsOfACheckAreCounted() {
    admin
        .post(
            url + "check",
            "{\"branch\":\"main\",\"check_name\":\"a\",\"status\":\"failed\",\"attempt\":32767}")
        .expect(201);

    retry(admin, "{\"branch\":\"main\"}")
        .expectError(
            409, "CONFLICT", "a check of this sequence has used up its attempts; commit again");
  }

  private String event() {
    return Events.last(SERVER, repo, "checkrun.retry").toString();
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
