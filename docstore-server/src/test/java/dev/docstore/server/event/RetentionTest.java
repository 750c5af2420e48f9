package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

@DatabaseTest
class RetentionTest {
  private final TestDatabase database;

  RetentionTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void deletesEventsOlderThanThirtyDaysAndSaysSoToWhoAsksForThem() {
    try (TestServer server = TestServer.start(database, Map.of())) {
      EventScenario scenario = new EventScenario(database, server);
      String repo = scenario.repo();
      long old = scenario.commit(repo, 1);
      long alsoOld = scenario.commit(repo, 2);
      long young = scenario.commit(repo, 3);
      age(old, 31);
      age(alsoOld, 31);
      age(young, 29);

      server.bean(Retention.class).prune();

      assertThat(
              database.queryText(
                  "select string_agg(seq::text, ',') from event_log where repo = '" + repo + "'"))
          .isEqualTo(Long.toString(young));
      assertReplays(server, repo, old, "event: reset\ndata: {\"earliest\": " + young + "}\n\n");
      // Nothing after this one is missing, and zero asks for whatever is left.
      assertReplays(server, repo, alsoOld, "id: " + young);
      assertReplays(server, repo, 0, "id: " + young);
    }
  }

  @Test
  void goesOnAfterAReset() {
    try (TestServer server = TestServer.start(database, Map.of())) {
      EventScenario scenario = new EventScenario(database, server);
      String repo = scenario.repo();
      long first = scenario.commit(repo, 1);
      long second = scenario.commit(repo, 2);
      age(first, 40);
      age(second, 40);
      server.bean(Retention.class).prune();
      try (SseClient stream =
          SseClient.open(
              server.url(), TestServer.ADMIN, "/repos/" + repo + "/-/events?since_seq=" + first)) {
        assertThat(stream.frame()).startsWith("event: reset\n");
        long third = scenario.commit(repo, 3);
        assertThat(stream.frame()).startsWith("id: " + third + "\n");
      }
    }
  }

  private static void assertReplays(TestServer server, String repo, long since, String begin) {
    try (SseClient stream =
        SseClient.open(
            server.url(), TestServer.ADMIN, "/repos/" + repo + "/-/events?since_seq=" + since)) {
      assertThat(stream.frame()).startsWith(begin);
    }
  }

  private void age(long seq, int days) {
    database.execute(
        "update event_log set created_at = now() - interval '%d days' where seq = %d"
            .formatted(days, seq));
  }
}
