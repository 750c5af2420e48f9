package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.testing.WebhookReceiver;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@DatabaseTest
class WebhookRestartTest {
  private final TestDatabase database;

  WebhookRestartTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void deliversWhatHappenedWhileNoServerRan() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      try (TestServer server = TestServer.start(database, Map.of())) {
        String repo = new EventScenario(database, server).repo();
        server
            .api()
            .post(
                "/subscriptions",
                "{\"backend\":\"webhook\",\"repo\":\"%s\",\"config\":{\"url\":\"%s\",\"secret\":\"s\"}}"
                    .formatted(repo, receiver.url()))
            .expect(201);
      }
      database.execute(
          """
          insert into event_log (repo, type, payload)
          select repo, 'com.docstore.test', '{"data":{"sequence":5}}' from event_subscriptions
          """);
      try (TestServer _ = TestServer.start(database, Map.of())) {
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(receiver.sequences()).containsExactly(5L));
        assertThat(receiver.received().getFirst().headers()).containsKey("X-docstore-signature");
      }
    }
  }
}
