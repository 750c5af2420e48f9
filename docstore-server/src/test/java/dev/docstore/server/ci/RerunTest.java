package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestRepo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A retried check gets a job that runs it again. */
class RerunTest {
  private static final SecuredServer SERVER = SecuredServer.shared();

  private final TestRepo repo = TestRepo.of(SERVER.admin(), SERVER.newRepo());

  @Test
  void aRetryQueuesAJobForWhatFailed() {
    report("build", "failed");
    report("lint", "passed");
    report("test", "failed");

    repo.post("checks/retry", "{\"branch\":\"main\"}").expect(202);

    JsonNode jobs = jobs();
    assertThat(jobs.size()).isEqualTo(1);
    JsonNode job = jobs.get(0);
    assertThat(job.get("status").asString()).isEqualTo("queued");
    assertThat(job.get("branch").asString()).isEqualTo("main");
    assertThat(job.get("sequence").asLong()).isZero();
    assertThat(job.get("attempt").asInt()).isEqualTo(2);
    assertThat(job.get("checks").toString()).isEqualTo("[\"build\",\"test\"]");
    assertThat(job.get("trigger_type").asString()).isEqualTo("manual");
    assertThat(job.get("trigger_branch").asString()).isEqualTo("main");
    assertThat(job.get("permissions").toString()).isEqualTo("[\"checks\"]");
  }

  @Test
  void itRunsAsTheLastJobOfThatCommitDid() {
    long head = repo.commit("main", "a", "1");
    SERVER.newJob(repo.name(), "main", head, "checks", "releases").become("failed");
    SERVER.newJob(repo.name(), "main", head + 1, "checks", "contents").become("failed");
    report("build", "failed");

    retry(head);
    retryNamed(head, "build");

    JsonNode jobs = jobs();
    assertThat(jobs.findValuesAsString("attempt")).containsExactly("3", "2", "1", "1");
    for (JsonNode job : new JsonNode[] {jobs.get(0), jobs.get(1)}) {
      assertThat(job.get("trigger_type")).isEqualTo(jobs.get(2).get("trigger_type"));
      assertThat(job.get("trigger_base_branch").asString()).isEqualTo("release");
      assertThat(job.get("permissions").toString()).isEqualTo("[\"checks\",\"releases\"]");
      assertThat(job.get("checks").toString()).isEqualTo("[\"build\"]");
    }
  }

  @Test
  void whatTheJobReportsEndsTheRetry() {
    long head = repo.commit("main", "a", "1");
    report("build", "failed");
    retry(head);

    SERVER
        .newJob(repo.name(), "main", head, "checks")
        .api()
        .post(
            repo.path("check"),
            "{\"branch\":\"main\",\"check_name\":\"build\",\"status\":\"passed\",\"attempt\":2}")
        .expect(201);

    JsonNode check = repo.get("branch/main/checks").expect(200).json().get(0);
    assertThat(check.get("attempt").asInt()).isEqualTo(2);
    assertThat(check.get("status").asString()).isEqualTo("passed");
    repo.post("checks/retry", "{\"branch\":\"main\",\"sequence\":%d}".formatted(head))
        .expectError(400, "BAD_REQUEST", "no checks to retry");
  }

  private void report(String check, String status) {
    repo.post(
            "check",
            "{\"branch\":\"main\",\"check_name\":\"%s\",\"status\":\"%s\"}"
                .formatted(check, status))
        .expect(201);
  }

  private void retry(long sequence) {
    repo.post("checks/retry", "{\"branch\":\"main\",\"sequence\":%d}".formatted(sequence))
        .expect(202);
  }

  private void retryNamed(long sequence, String check) {
    repo.post(
            "checks/retry",
            "{\"branch\":\"main\",\"sequence\":%d,\"checks\":[\"%s\"]}".formatted(sequence, check))
        .expect(202);
  }

  private JsonNode jobs() {
    return repo.get("ci-jobs").expect(200).json().get("jobs");
  }
}
