package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.json.Json;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.testing.WebhookReceiver;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Endpoints beside each other, and beside streams. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryOrderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestDatabase database;
  private TestServer server;
  private EventScenario scenario;

  DeliveryOrderTest(TestDatabase database) {
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

  private String subscribe(String members) {
    return server
        .api()
        .post("/subscriptions", "{\"backend\":\"webhook\"," + members + "}")
        .expect(201)
        .json()
        .get("id")
        .asString();
  }

  private static String config(WebhookReceiver receiver) {
    return "\"config\":{\"url\":\"" + receiver.url() + "\"}";
  }

  @Test
  void letsNoEndpointWaitForAnother() {
    String repo = scenario.repo();
    try (WebhookReceiver stuck = new WebhookReceiver();
        WebhookReceiver quick = new WebhookReceiver()) {
      stuck.hold();
      subscribe("\"repo\":\"" + repo + "\"," + config(stuck));
      subscribe("\"repo\":\"" + repo + "\"," + config(quick));
      List<Long> all = LongStream.rangeClosed(1, 10).boxed().toList();
      all.forEach(n -> scenario.commit(repo, n));
      await().atMost(PATIENCE).until(() -> quick.sequences().equals(all));
      assertThat(stuck.sequences()).as("one at a time").containsExactly(1L);
      stuck.answer();
      await().atMost(PATIENCE).until(() -> stuck.sequences().equals(all));
    }
  }

  /** Page 00 C1. */
  @Test
  void carriesTheSameEnvelopeAsEveryStream() {
    String repo = scenario.repo();
    try (WebhookReceiver ofRepo = new WebhookReceiver();
        WebhookReceiver ofAll = new WebhookReceiver();
        SseClient stream =
            SseClient.open(server.url(), TestServer.ADMIN, "/repos/" + repo + "/-/events");
        SseClient global = SseClient.open(server.url(), TestServer.ADMIN, "/events?repo=" + repo)) {
      subscribe("\"repo\":\"" + repo + "\"," + config(ofRepo));
      subscribe("\"event_types\":[\"com.docstore.commit.created\"]," + config(ofAll));
      scenario.commit(repo, 7);
      String envelope = data(stream.frame());
      assertThat(data(global.frame())).isEqualTo(envelope);
      await().atMost(PATIENCE).until(() -> ofRepo.sequences().contains(7L));
      await().atMost(PATIENCE).until(() -> ofAll.sequences().contains(7L));
      assertThat(ofRepo.received().getFirst().text()).isEqualTo(envelope);
      assertThat(ofAll.received()).anyMatch(request -> request.text().equals(envelope));
      JsonNode read = Json.MAPPER.readTree(envelope);
      assertThat(read.get("id").asString()).hasSize(36);
      assertThat(read.get("time").asString()).endsWith("Z");
    }
  }

  private static String data(@Nullable String frame) {
    String text = String.valueOf(frame);
    return text.substring(text.indexOf("data: ") + 6).stripTrailing();
  }

  /** It hears of others, and what it hears first is what it was made for. */
  @Test
  void tellsNoSubscriptionOfItself() {
    String repo = scenario.repo();
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      String id = subscribe(config(receiver));
      server.api().send("PATCH", "/subscriptions/" + id, "{}").expect(200);
      String other = subscribe("\"repo\":\"" + repo + "\"," + config(receiver));
      server.api().delete("/subscriptions/" + other).expect(204);
      await().atMost(PATIENCE).until(() -> told(receiver).size() == 2);
      assertThat(told(receiver)).allMatch(text -> text.contains("/subscriptions/" + other));
    }
  }

  private static List<String> told(WebhookReceiver receiver) {
    return receiver.received().stream()
        .map(WebhookReceiver.Received::text)
        .filter(text -> text.contains("com.docstore.subscription."))
        .toList();
  }
}
