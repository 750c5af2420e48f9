package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logs of checks that run, as the scheduler relays them (page 00 E4, E14, H8). */
@DatabaseTest
class LiveLogTest {
  private static final FakeScheduler SCHEDULER = new FakeScheduler();
  private static TestServer server;

  private TestRepo repo;
  private String job;

  @BeforeAll
  static void start(TestDatabase database) {
    server = TestServer.start(database, Map.of("CI_SCHEDULER_URL", SCHEDULER.url().toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
    SCHEDULER.close();
  }

  @BeforeEach
  void claimedJob() {
    repo = TestRepo.newOn(server);
    repo.commit("main", "a", "1");
    job = repo.post("ci/run", "{}").expect(201).json().get("run_id").asString();
    become("claimed");
  }

  private void become(String status) {
    server
        .bean(JdbcClient.class)
        .sql(
            "update ci_jobs set status = cast(? as ci_job_status), worker_pod_ip = '127.0.0.1' where id = cast(? as uuid)")
        .params(status, job)
        .update();
  }

  private String route(String check) {
    return "ci-jobs/" + job + "/logs/" + check;
  }

  private SseClient follow(String check, String... headers) {
    return SseClient.open(
        server.url(), TestServer.ADMIN, repo.path(route(check)) + "?follow=true", headers);
  }

  @Test
  void sendsLinesWhileTheyAreWrittenAndThenEnds() {
    SCHEDULER.begin(job, "ci%2Fbuild");
    try (SseClient client = follow("ci/build")) {
      assertThat(client.headers()).containsEntry("content-type", "text/event-stream");
      SCHEDULER.write(job, "ci%2Fbuild", "first\nsec");
      assertThat(client.frame()).isEqualTo("id: 1\ndata: first\n\n");
      SCHEDULER.write(job, "ci%2Fbuild", "ond\n");
      assertThat(client.frame()).isEqualTo("id: 2\ndata: second\n\n");
      SCHEDULER.end(job, "ci%2Fbuild");
      assertThat(client.frame()).isEqualTo("event: end\ndata: {}\n\n");
      assertThat(client.frame()).isNull();
    }
  }

  @Test
  void goesOnAfterTheLastLineThatAClientHas() {
    SCHEDULER.begin(job, "build");
    SCHEDULER.write(job, "build", "one\ntwo\nthree\n");
    SCHEDULER.end(job, "build");
    try (SseClient client = follow("build", "Last-Event-ID", "2")) {
      assertThat(client.frame()).isEqualTo("id: 3\ndata: three\n\n");
    }
  }

  @Test
  void waitsForACheckThatHasNotBegun() {
    int before = SCHEDULER.requests().size();
    try (SseClient client = follow("later")) {
      await().until(() -> SCHEDULER.requests().size() > before);
      SCHEDULER.begin(job, "later");
      SCHEDULER.write(job, "later", "begun\n");
      assertThat(client.frame()).isEqualTo("id: 1\ndata: begun\n\n");
    }
  }

  @Test
  void endsWhenTheJobEndsWithoutTheCheck() {
    int before = SCHEDULER.requests().size();
    try (SseClient client = follow("never")) {
      await().until(() -> SCHEDULER.requests().size() > before);
      become("failed");
      assertThat(client.frame())
          .isEqualTo("event: end\ndata: {\"error\":\"no logs for this job\"}\n\n");
    }
  }

  @Test
  void withoutFollowingAnswersTheLogSoFar() {
    SCHEDULER.begin(job, "build");
    SCHEDULER.write(job, "build", "so far\n");

    assertThat(repo.get(route("build")).expect(200).text()).isEqualTo("so far\n");
    repo.get(route("other")).expectError(404, "NOT_FOUND", "no logs for this job");
  }

  @Test
  void comesAsItselfAndWithNothingOfTheCallers() {
    SCHEDULER.begin(job, "build");
    int before = SCHEDULER.requests().size();

    server
        .as("reader@example.com")
        .with("Cookie", "session=secret")
        .with("Authorization", "Bearer secret")
        .get(repo.path(route("build")))
        .expect(403);
    server
        .api()
        .with("Cookie", "session=secret")
        .with("Authorization", "Basic secret")
        .get(repo.path(route("build")))
        .expect(200);

    assertThat(SCHEDULER.requests()).hasSizeGreaterThan(before);
    Map<String, List<String>> relayed = SCHEDULER.requests().getLast();
    assertThat(relayed).containsEntry("X-docstore-identity", List.of(TestServer.ADMIN));
    assertThat(relayed).doesNotContainKeys("Cookie", "Authorization");
  }
}
