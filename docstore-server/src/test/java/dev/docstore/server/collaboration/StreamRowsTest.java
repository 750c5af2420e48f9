package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Spec 02 §13, rows 18 to 22: streams of events. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamRowsTest {
  private final TestDatabase database;
  private TestServer server;
  private EventScenario scenario;

  StreamRowsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    server = TestServer.start(database, Map.of());
    scenario = new EventScenario(database, server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private SseClient open(TestRepo repo, String query) {
    return SseClient.open(server.url(), TestServer.ADMIN, repo.path("events") + query);
  }

  @Test
  void row18AStreamTellsOfACommit() {
    TestRepo repo = TestRepo.newOn(server);
    try (SseClient stream = open(repo, "")) {
      repo.commit("main", "a.txt", "a");
      assertThat(stream.frame())
          .containsPattern("(?m)^data: .*\"type\":\"com.docstore.commit.created\"");
    }
  }

  @Test
  void row19AStreamOfOtherTypesDoesNot() {
    TestRepo repo = TestRepo.newOn(server);
    try (SseClient stream = open(repo, "?types=com.docstore.branch.created")) {
      repo.commit("main", "a.txt", "a");
      repo.fork("fix");
      assertThat(stream.frame()).contains("com.docstore.branch.created");
    }
  }

  @Test
  void row20AStreamReplaysWhatFollowsANumberAtOnce() {
    TestRepo repo = TestRepo.newOn(server);
    long before = scenario.end();
    for (String text : new String[] {"a", "b", "c"}) {
      repo.commit("main", "a.txt", text);
    }
    try (SseClient stream = open(repo, "?since_seq=" + before)) {
      for (int sequence = 1; sequence <= 3; sequence++) {
        assertThat(stream.frame()).contains("\"sequence\":" + sequence + ",");
      }
    }
  }

  @Test
  void row21ALogWhoseEndCannotBeReadIsAnErrorAndNoReplay() {
    TestRepo repo = TestRepo.newOn(server);
    repo.commit("main", "a.txt", "a");
    database.execute("alter table event_log rename to event_log_away");
    try {
      repo.get("events")
          .expectError(503, "SERVICE_UNAVAILABLE", "event streaming temporarily unavailable");
    } finally {
      database.execute("alter table event_log_away rename to event_log");
    }
    try (SseClient stream = open(repo, "")) {
      repo.commit("main", "a.txt", "b");
      assertThat(stream.frame()).contains("\"sequence\":2,");
    }
  }

  /** Without being told, a server looks once a second: ten looks would take ten seconds. */
  @Test
  void row22ANotificationOfAnotherSessionWakesTheStreams() {
    TestRepo repo = TestRepo.newOn(server);
    try (SseClient stream = open(repo, "")) {
      repo.commit("main", "a.txt", "a");
      assertThat(stream.frame()).contains("commit.created");
      long begin = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        database.execute(
            "insert into event_log (repo, type, payload) values ('%s', 'com.docstore.test', '{\"n\":%d}')"
                .formatted(repo.name(), i));
        database.execute("notify event_log");
        assertThat(stream.frame()).contains("{\"n\":" + i + "}");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void keepsNumbersThatResumeAcrossARestart() {
    TestRepo repo = TestRepo.newOn(server);
    String first;
    try (SseClient stream = open(repo, "")) {
      repo.commit("main", "a.txt", "a");
      first = String.valueOf(stream.frame());
    }
    repo.commit("main", "a.txt", "b");
    String last = first.substring(4, first.indexOf('\n'));
    try (TestServer other = TestServer.start(database, Map.of());
        SseClient stream =
            SseClient.open(
                other.url(), TestServer.ADMIN, repo.path("events"), "Last-Event-ID", last)) {
      assertThat(stream.frame()).contains("\"sequence\":2,");
    }
  }
}
