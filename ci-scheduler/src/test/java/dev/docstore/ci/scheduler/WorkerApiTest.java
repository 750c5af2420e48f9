package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.job.ClaimResponse;
import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerApiTest {
  private final TestDatabase database;
  private final RunningScheduler scheduler;

  WorkerApiTest(TestDatabase database) throws Exception {
    this.database = database;
    this.scheduler = RunningScheduler.start(database, Map.of());
  }

  @BeforeEach
  void emptyQueue() {
    database.execute("delete from ci_jobs");
  }

  @AfterAll
  void stop() {
    scheduler.close();
  }

  @Test
  void aClaimShowsTheJobAndItsTokenOnce() throws Exception {
    scheduler.deliver(Events.commit("acme/one", "fix", 7));
    HttpResponse<String> answer = scheduler.claim();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode body = Json.MAPPER.readTree(answer.body());
    assertThat(body.propertyNames()).containsExactly("job", "request_token", "oidc_token_url");
    assertThat(body.at("/request_token").asString()).matches("[A-Za-z0-9_-]{43}");
    assertThat(body.at("/oidc_token_url").asString()).isEqualTo("http://oidc.test/ci/token");
    assertThat(body.get("job").propertyNames())
        .containsExactly(
            "id",
            "repo",
            "branch",
            "sequence",
            "status",
            "claimed_at",
            "worker_pod_ip",
            "created_at",
            "trigger_type",
            "trigger_branch",
            "permissions",
            "attempt");
    assertThat(body.at("/job/status").asString()).isEqualTo("claimed");
    assertThat(body.at("/job/worker_pod_ip").asString()).isEqualTo("127.0.0.1");
    assertThat(database.queryText("select request_token from ci_jobs"))
        .isNotEqualTo(body.at("/request_token").asString())
        .hasSize(43);
  }

  @Test
  void anEmptyQueueIsNoContent() throws Exception {
    HttpResponse<String> answer = scheduler.claim();
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "bearer the claim token", "Bearer ", "the claim token"})
  void refusesAClaimWithoutTheToken(String authorization) throws Exception {
    scheduler.deliver(Events.commit("acme/one", "fix", 7));
    HttpResponse<String> answer = scheduler.post("/claim", "", "Authorization", authorization);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("unauthorized\n");
    assertThat(database.queryText("select status from ci_jobs")).isEqualTo("queued");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"log_port\":9123}|9123", "{\"log_port\":0}|", "{\"log_port\":\"x\"}|", "junk|"})
  void remembersTheLogPortThatAWorkerNames(String body, String port) throws Exception {
    scheduler.deliver(Events.commit("acme/one", "fix", 7));
    HttpResponse<String> answer =
        scheduler.post("/claim", body, "Authorization", "Bearer " + RunningScheduler.CLAIM_TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(database.queryText("select worker_log_port from ci_jobs")).isEqualTo(port);
  }

  @Test
  void aClaimThatIsWillingToWaitGetsTheNextJob() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = waitingClaim();
    scheduler.deliver(Events.commit("acme/awaited", "fix", 1));
    HttpResponse<String> answer = waiting.get();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("acme/awaited");
  }

  /** The server queues jobs too: re-runs, and runs by hand. */
  @Test
  void aJobThatAnotherProcessQueuedIsFound() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = waitingClaim();
    database.execute(
        "insert into ci_jobs (repo, branch, sequence, attempt, checks)"
            + " values ('acme/rerun', 'fix', 1, 2, '{ci/test}')");
    JsonNode job = Json.MAPPER.readTree(waiting.get().body()).get("job");
    assertThat(job.get("attempt").asInt()).isEqualTo(2);
    assertThat(job.get("checks").toString()).isEqualTo("[\"ci/test\"]");
  }

  @Test
  void aWaitingClaimDoesNotHoldUpTheEndOfTheProcess() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting;
    try (RunningScheduler stopping = RunningScheduler.start(database, Map.of())) {
      waiting = waitingClaim(stopping);
    }
    assertThat(waiting.get().statusCode()).isEqualTo(204);
  }

  private CompletableFuture<HttpResponse<String>> waitingClaim() {
    return waitingClaim(scheduler);
  }

  /** Under way once the queue was looked at, which each claim of a worker does. */
  private CompletableFuture<HttpResponse<String>> waitingClaim(RunningScheduler scheduler) {
    JobBell bell = scheduler.part(JobBell.class);
    CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(
                    scheduler.post(
                        "/claim",
                        "{\"wait_seconds\":20}",
                        "Authorization",
                        "Bearer " + RunningScheduler.CLAIM_TOKEN));
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            });
    await().until(bell::isAwaited);
    return answer;
  }

  @Test
  void aHeartbeatIsNoted() throws Exception {
    ClaimResponse claim = claimOne();
    HttpResponse<String> answer = worker(claim, "heartbeat", "");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(database.queryText("select last_heartbeat_at is not null from ci_jobs"))
        .isEqualTo("t");
  }

  @Test
  void aCompletionEndsTheJobAndItsToken() throws Exception {
    ClaimResponse claim = claimOne();
    String body =
        "{\"status\":\"failed\",\"log_url\":\"file:///x\",\"error_message\":\"no luck\"} and more";
    assertThat(worker(claim, "complete", body).statusCode()).isEqualTo(204);
    assertThat(
            database.queryText(
                "select status || ' ' || log_url || ' ' || error_message from ci_jobs"))
        .isEqualTo("failed file:///x no luck");
    assertThat(database.queryText("select request_token from ci_jobs")).isNull();
    HttpResponse<String> again = worker(claim, "complete", "{\"status\":\"passed\"}");
    assertThat(again.statusCode()).isEqualTo(401);
    assertThat(again.body()).isEqualTo("unauthorized\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense|invalid request body",
        "[]|invalid request body",
        "{\"status\":1}|invalid request body",
        "null|status is required",
        "{\"status\":\"\"}|status is required",
        "{\"status\":\"cancelled\"}|status must be 'passed' or 'failed'",
        "{\"status\":\"failed\",\"error_message\":\"\\u0000\"}|error_message may not contain U+0000",
        "{\"status\":\"failed\",\"log_url\":\"x\\r\\ny\"}|log_url may not contain control characters",
      })
  void refusesACompletionThatSaysNothing(String body, String message) throws Exception {
    HttpResponse<String> answer = worker(claimOne(), "complete", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(message + "\n");
    assertThat(database.queryText("select status from ci_jobs")).isEqualTo("claimed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"heartbeat", "complete"})
  void aTokenIsGoodForItsOwnJobOnly(String action) throws Exception {
    String token = claimOne().requestToken();
    String other = claimOne().job().id();
    HttpResponse<String> mismatch =
        scheduler.post("/jobs/" + other + "/" + action, "", "Authorization", "Bearer " + token);
    assertThat(mismatch.statusCode()).isEqualTo(401);
    assertThat(mismatch.body()).isEqualTo("token/job mismatch\n");
    assertThat(
            scheduler
                .post("/jobs/not-an-id/" + action, "", "Authorization", "Bearer " + token)
                .body())
        .isEqualTo("token/job mismatch\n");
    assertThat(scheduler.post("/jobs/" + other + "/" + action, "").body())
        .isEqualTo("unauthorized\n");
    assertThat(
            scheduler
                .post("/jobs/" + other + "/" + action, "", "Authorization", "Bearer nobody")
                .body())
        .isEqualTo("unauthorized\n");
  }

  @Test
  void anExpiredTokenIsWorthNothing() throws Exception {
    ClaimResponse claim = claimOne();
    database.execute("update ci_jobs set request_token_exp = now()");
    assertThat(worker(claim, "heartbeat", "").statusCode()).isEqualTo(401);
    assertThat(worker(claim, "complete", "{\"status\":\"passed\"}").statusCode()).isEqualTo(401);
  }

  private ClaimResponse claimOne() throws Exception {
    scheduler.deliver(Events.commit("acme/one", "fix", System.nanoTime()));
    return Json.read(scheduler.claim().body(), ClaimResponse.class);
  }

  private HttpResponse<String> worker(ClaimResponse claim, String action, String body)
      throws Exception {
    return scheduler.post(
        "/jobs/" + claim.job().id() + "/" + action,
        body,
        "Authorization",
        "Bearer " + claim.requestToken());
  }
}
