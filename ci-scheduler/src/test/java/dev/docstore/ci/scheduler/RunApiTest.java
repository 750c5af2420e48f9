package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunApiTest {
  private static final String[] ANN = {"X-DocStore-Identity", "ann@example.com"};

  private final TestDatabase database;
  private final RunningScheduler scheduler;
  private final FakeServer worker;

  RunApiTest(TestDatabase database) throws Exception {
    this.database = database;
    this.scheduler = RunningScheduler.start(database, Map.of());
    this.worker = new FakeServer();
  }

  @AfterAll
  void stop() {
    scheduler.close();
    worker.close();
  }

  @Test
  void aManualRunIsQueuedAndCanBeFollowed() throws Exception {
    HttpResponse<String> started = start("acme/one");
    assertThat(started.statusCode()).isEqualTo(201);
    assertThat(started.body()).matches("\\{\"run_id\":\"[0-9a-f-]{36}\"}\n");
    String id = id(started);
    assertThat(scheduler.get("/run/" + id, ANN).body())
        .isEqualTo("{\"run_id\":\"" + id + "\",\"status\":\"queued\"}\n");
    database.execute(
        "update ci_jobs set status = 'failed', error_message = 'a < b' where id = '" + id + "'");
    assertThat(scheduler.get("/run/" + id, ANN).body())
        .isEqualTo("{\"run_id\":\"" + id + "\",\"status\":\"failed\",\"error\":\"a \\u003c b\"}\n");
    assertThat(
            database.queryText(
                "select trigger_type || sequence || permissions::text from ci_jobs where id = '"
                    + id
                    + "'"))
        .isEqualTo("manual-3{checks}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense|invalid request body",
        "{\"repo\":1}|invalid request body",
        "{\"repo\":\"a\",\"branch\":\"b\",\"head_sequence\":1.5}|invalid request body",
        "null|repo and branch are required",
        "{\"repo\":\"a\"}|repo and branch are required",
        "{\"repo\":\"a\",\"branch\":\"\\u0000\"}|branch may not contain control characters",
      })
  void refusesARunOfNothing(String body, String message) throws Exception {
    HttpResponse<String> answer = scheduler.post("/run", body, ANN);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(message + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/run/nonsense", "/run/x%20y", "/run/1-1-1-1-1/logs/x"})
  void anIdThatIsNoneIsUnknown(String path) throws Exception {
    HttpResponse<String> answer = scheduler.get(path, ANN);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("run not found\n");
  }

  @Test
  void anUnknownRunIsNotFound() throws Exception {
    assertThat(scheduler.get("/run/" + UUID.randomUUID(), ANN).body()).isEqualTo("run not found\n");
  }

  @Test
  void aRunThatIsNotOverCanBeCancelled() throws Exception {
    String waiting = id(start("acme/cancel"));
    String running = claimedByWorker("acme/cancel");
    for (String id : new String[] {waiting, running}) {
      assertThat(cancel(id).statusCode()).isEqualTo(204);
      assertThat(scheduler.get("/run/" + id, ANN).body())
          .isEqualTo(
              "{\"run_id\":\""
                  + id
                  + "\",\"status\":\"cancelled\",\"error\":\"cancelled by ann@example.com\"}\n");
      HttpResponse<String> again = cancel(id);
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(again.body()).isEqualTo("run is already over\n");
    }
    assertThat(cancel(UUID.randomUUID().toString()).body()).isEqualTo("run not found\n");
    assertThat(scheduler.post("/run/" + waiting + "/cancel", "").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> cancel(String id) throws Exception {
    return scheduler.post("/run/" + id + "/cancel", "", ANN);
  }

  @Test
  void strangersAreRefusedAndTheClaimTokenIsGoodEnough() throws Exception {
    String id = id(start("acme/guarded"));
    for (String path : new String[] {"/run/" + id, "/run/" + id + "/logs/x"}) {
      assertThat(scheduler.get(path).statusCode()).isEqualTo(401);
      assertThat(scheduler.get(path, "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
    }
    assertThat(scheduler.post("/run", "{}").body()).isEqualTo("unauthorized\n");
    String bearer = "Bearer " + RunningScheduler.CLAIM_TOKEN;
    assertThat(scheduler.get("/run/" + id, "Authorization", bearer).statusCode()).isEqualTo(200);
  }

  @Test
  void aRunningJobsLogComesFromItsWorkerWithoutTheCallersCredentials() throws Exception {
    String id = claimedByWorker("acme/live");
    worker.answer("GET /logs/ci/build%20%25", 200, "so far");
    HttpResponse<String> log =
        scheduler.get(
            "/run/" + id + "/logs/ci%2Fbuild%20%25?x=y",
            "X-DocStore-Identity",
            "ann@example.com",
            "Authorization",
            "Bearer secret",
            "Cookie",
            "a=b");
    assertThat(log.statusCode()).isEqualTo(200);
    assertThat(log.body()).isEqualTo("so far");
    assertThat(log.headers().firstValue("X-Fake")).hasValue("yes");
    assertThat(log.headers().firstValue("Set-Cookie")).isEmpty();
    FakeServer.Seen seen = worker.seen().getLast();
    assertThat(seen.headers()).doesNotContainKeys("Authorization", "Cookie");
    assertThat(seen.headers().toString()).doesNotContain("ann@example.com");
  }

  @Test
  void theWishToFollowReachesTheWorker() throws Exception {
    String id = claimedByWorker("acme/followed");
    worker.answer("GET /logs/unit?follow=true", 200, "live");
    assertThat(scheduler.get("/run/" + id + "/logs/unit?follow=true", ANN).body())
        .isEqualTo("live");
  }

  @Test
  void theWorkersOwnErrorsArePassedOn() throws Exception {
    String id = claimedByWorker("acme/none");
    worker.answer("GET /logs/none", 404, "log not found\n");
    HttpResponse<String> log = scheduler.get("/run/" + id + "/logs/none", ANN);
    assertThat(log.statusCode()).isEqualTo(404);
    assertThat(log.body()).isEqualTo("log not found\n");
  }

  @Test
  void noCheckNameLeadsAwayFromTheLogs() throws Exception {
    String id = claimedByWorker("acme/sly");
    HttpResponse<String> log = scheduler.get("/run/" + id + "/logs/..%2Fsecret", ANN);
    assertThat(log.statusCode()).isEqualTo(404);
    assertThat(worker.lines()).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void anUnreachableWorkerIsABadGateway() throws Exception {
    String id = claimedByWorker("acme/gone");
    try (FakeServer closed = new FakeServer()) {
      database.execute(
          "update ci_jobs set worker_log_port = %d where id = '%s'".formatted(closed.port(), id));
    }
    HttpResponse<String> log = scheduler.get("/run/" + id + "/logs/x", ANN);
    assertThat(log.statusCode()).isEqualTo(502);
    assertThat(log.body()).isEmpty();
  }

  @Test
  void aFinishedJobsLogIsWhereItWasStored() throws Exception {
    String id = id(start("acme/stored"));
    HttpResponse<String> early = scheduler.get("/run/" + id + "/logs/x", ANN);
    assertThat(early.statusCode()).isEqualTo(404);
    assertThat(early.body()).isEqualTo("logs not yet available\n");
    database.execute(
        "update ci_jobs set status = 'passed', log_url = 'gs://b/a?x=1&y=2' where id = '"
            + id
            + "'");
    HttpResponse<String> log = scheduler.get("/run/" + id + "/logs/x", ANN);
    assertThat(log.statusCode()).isEqualTo(302);
    assertThat(log.headers().firstValue("Location")).hasValue("gs://b/a?x=1&y=2");
    assertThat(log.body()).isEqualTo("<a href=\"gs://b/a?x=1&amp;y=2\">Found</a>.\n\n");
  }

  @Test
  void anEmptyWorkerAddressIsNoAddress() throws Exception {
    String id = claimedByWorker("acme/empty");
    database.execute("update ci_jobs set worker_pod_ip = '' where id = '" + id + "'");
    assertThat(scheduler.get("/run/" + id + "/logs/x", ANN).body())
        .isEqualTo("logs not yet available\n");
  }

  private HttpResponse<String> start(String repo) throws Exception {
    return scheduler.post(
        "/run",
        "{\"repo\":\"" + repo + "\",\"branch\":\"main\",\"head_sequence\":-3} trailing",
        ANN);
  }

  private String claimedByWorker(String repo) throws Exception {
    String id = id(start(repo));
    database.execute(
        """
        update ci_jobs
        set status = 'claimed', claimed_at = now(), worker_pod_ip = '127.0.0.1',
            worker_log_port = %d
        where id = '%s'
        """
            .formatted(worker.port(), id));
    return id;
  }

  private static String id(HttpResponse<String> started) {
    return Json.MAPPER.readTree(started.body()).get("run_id").asString();
  }
}
