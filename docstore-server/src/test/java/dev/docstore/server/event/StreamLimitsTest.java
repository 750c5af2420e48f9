package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@DatabaseTest
class StreamLimitsTest {
  private final TestDatabase database;

  StreamLimitsTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void refusesStreamsBeyondTheLimitAndTakesThemWhenAPlaceIsFree() {
    try (TestServer server = TestServer.start(database, Map.of("DOCSTORE_MAX_STREAMS", "2"))) {
      EventScenario scenario = new EventScenario(database, server);
      SseClient first = SseClient.open(server.url(), TestServer.ADMIN, "/events");
      try (SseClient second = SseClient.open(server.url(), TestServer.ADMIN, "/events")) {
        server
            .api()
            .get("/events")
            .expectError(
                503,
                "SERVICE_UNAVAILABLE",
                "this server has 2 event streams open, its limit; try again later");
        first.close();
        String repo = scenario.repo();
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> {
                  // A peer that went away is noticed when something is written to it.
                  scenario.commit(repo, 1);
                  try (SseClient third =
                      SseClient.open(server.url(), TestServer.ADMIN, "/events")) {
                    assertThat(third.statusLine()).contains("200");
                  }
                });
        assertThat(second.frame()).startsWith("id: ");
      }
    }
  }

  @Test
  void endsStreamsProperlyAndAtOnceWhenTheServerStops() {
    TestServer server = TestServer.start(database, Map.of());
    try (SseClient stream = SseClient.open(server.url(), TestServer.ADMIN, "/events")) {
      long begin = System.nanoTime();
      server.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
      assertThat(stream.frame()).isNull();
    }
  }
}
