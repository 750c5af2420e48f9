package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.job.ClaimResponse;
import dev.docstore.common.json.Json;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of jobs when workers, the scheduler or the database go away. */
@DatabaseTest
class OutageTest {
  private final TestDatabase database;

  OutageTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void emptyQueue() {
    database.execute("delete from ci_jobs");
  }

  @Test
  void aJobThatAlwaysKillsItsWorkerIsTriedThreeTimes() throws Exception {
    try (RunningScheduler scheduler = RunningScheduler.start(database, Map.of())) {
      scheduler.deliver(Events.commit("acme/killer", "fix", 1));
      for (int attempt = 1; attempt <= 3; attempt++) {
        assertThat(scheduler.claim().statusCode()).isEqualTo(200);
        twoMinutesPass();
        scheduler.part(Reaper.class).round();
      }
      assertThat(scheduler.claim().statusCode()).isEqualTo(204);
      assertThat(database.queryText("select status || ' ' || claims from ci_jobs"))
          .isEqualTo("failed 3");
    }
  }

  @Test
  void aSchedulerThatStopsBetweenClaimAndAnswerLosesNothing() throws Exception {
    try (RunningScheduler before = RunningScheduler.start(database, Map.of())) {
      before.deliver(Events.commit("acme/lost", "fix", 1));
      assertThat(before.claim().statusCode()).isEqualTo(200);
    }
    // The worker never saw the answer. Somebody else gets the job, once it is clear that nobody
    // works on it.
    try (RunningScheduler after = RunningScheduler.start(database, Map.of())) {
      assertThat(after.claim().statusCode()).isEqualTo(204);
      twoMinutesPass();
      after.part(Reaper.class).round();
      ClaimResponse claim = Json.read(after.claim().body(), ClaimResponse.class);
      assertThat(claim.job().repo()).isEqualTo("acme/lost");
      assertThat(complete(after, claim).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aDatabaseThatComesBackIsUsedAgain() throws Exception {
    try (RunningScheduler scheduler = RunningScheduler.start(database, Map.of())) {
      scheduler.deliver(Events.commit("acme/kept", "fix", 1));
      ClaimResponse claim = Json.read(scheduler.claim().body(), ClaimResponse.class);
      close(true);
      assertThat(scheduler.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(scheduler.get("/readyz").statusCode()).isEqualTo(503);
      HttpResponse<String> refused = scheduler.deliver(Events.commit("acme/kept", "fix", 2));
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body()).isEqualTo("internal error\n");
      assertThat(complete(scheduler, claim).statusCode()).isEqualTo(500);
      close(false);
      await().until(() -> scheduler.get("/readyz").statusCode() == 200);
      scheduler.deliver(Events.commit("acme/kept", "fix", 2));
      assertThat(complete(scheduler, claim).statusCode()).isEqualTo(204);
      assertThat(new Jobs(database.dataSource()).of("acme/kept"))
          .containsExactly("push fix 1 passed", "push fix 2 queued");
    }
  }

  /** For everybody who uses it, a database that lets nobody in is one that is down. */
  private void close(boolean closed) throws SQLException {
    String url = database.jdbcUrl();
    String name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    try (Connection outside = DriverManager.getConnection(url.replace("/" + name, "/postgres"));
        Statement statement = outside.createStatement()) {
      statement.execute("alter database " + name + " allow_connections " + !closed);
      if (closed) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + name
                + "'");
      }
    }
  }

  private void twoMinutesPass() {
    database.execute("update ci_jobs set claimed_at = claimed_at - interval '121 seconds'");
  }

  private static HttpResponse<String> complete(RunningScheduler scheduler, ClaimResponse claim)
      throws Exception {
    return scheduler.post(
        "/jobs/" + claim.job().id() + "/complete",
        "{\"status\":\"passed\"}",
        "Authorization",
        "Bearer " + claim.requestToken());
  }
}
