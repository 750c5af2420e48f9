package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.testing.WebhookReceiver;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import tools.jackson.databind.JsonNode;

/** Spec 02 §13, rows 23 to 27: webhooks. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookRowsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BOB = "bob@example.com";
  private static final String ELSEWHERE = "\"config\":{\"url\":\"https://example.com/hook\"}";

  private final TestDatabase database;
  private TestServer server;
  private EventScenario scenario;

  WebhookRowsTest(TestDatabase database) {
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

  private static String body(String members) {
    return "{\"backend\":\"webhook\"," + members + "}";
  }

  private static String subscribe(Api api, String members) {
    return api.post("/subscriptions", body(members)).expect(201).json().get("id").asString();
  }

  private String subscribe(String repo, WebhookReceiver receiver) {
    return subscribe(
        server.api(),
        "\"repo\":\"%s\",\"config\":{\"url\":\"%s\"}".formatted(repo, receiver.url()));
  }

  private List<JsonNode> deliveries(String id) {
    return server
        .api()
        .get("/subscriptions/" + id + "/deliveries")
        .expect(200)
        .json()
        .get("deliveries")
        .valueStream()
        .toList();
  }

  private JsonNode shown(String id) {
    return server
        .api()
        .get("/subscriptions")
        .expect(200)
        .json()
        .get("subscriptions")
        .valueStream()
        .filter(subscription -> subscription.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void row23AFailedAttemptIsListedAndLaterTheDelivery() {
    String repo = scenario.repo();
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      receiver.reply(500, 200);
      String id = subscribe(repo, receiver);
      scenario.commit(repo, 1);
      await().atMost(PATIENCE).until(() -> deliveries(id).size() == 2);
      List<JsonNode> newestFirst = deliveries(id);
      assertThat(newestFirst.get(1).get("status").asInt()).isEqualTo(500);
      assertThat(newestFirst.get(1).get("error").asString())
          .isEqualTo("webhook returned status 500");
      assertThat(newestFirst.get(1).get("delivered_at")).isNull();
      assertThat(newestFirst.get(0).get("status").asInt()).isEqualTo(200);
      assertThat(newestFirst.get(0).get("delivered_at")).isNotNull();
      assertThat(newestFirst.get(0).get("delivery_id"))
          .isEqualTo(newestFirst.get(1).get("delivery_id"));
    }
  }

  @Test
  void row24TheTenthConsecutiveFailureSuspendsTheSubscription() {
    String repo = scenario.repo();
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      receiver.reply(IntStream.rangeClosed(1, 10).map(_ -> 500).toArray());
      String id = subscribe(repo, receiver);
      scenario.commit(repo, 1);
      for (int failed = 1; failed <= 10; failed++) {
        int attempts = failed;
        await().atMost(PATIENCE).until(() -> deliveries(id).size() == attempts);
        assertThat(shown(id).has("suspended_at")).isEqualTo(failed == 10);
        // The pause after a failure is over.
        database.execute("update event_subscriptions set next_attempt = now()");
      }
      assertThat(shown(id).get("failure_count").asInt()).isEqualTo(1);
      assertThat(Events.last(server, "/subscriptions/" + id, "subscription.suspended").toString())
          .isEqualTo(
              "{\"subscription_id\":\"%s\",\"repo\":\"%s\",\"reason\":\"webhook returned status 500\"}"
                  .formatted(id, repo));
      server.api().post("/subscriptions/" + id + "/resume", "").expect(204);
      await().atMost(PATIENCE).until(() -> deliveries(id).size() == 11);
      assertThat(deliveries(id).getFirst().get("delivered_at")).isNotNull();
    }
  }

  @Test
  void row25RecordsOfDeliveriesAreKeptForAWeek() {
    String id = subscribe(server.api(), "\"event_types\":[]," + ELSEWHERE);
    for (int age : new int[] {8, 1}) {
      database.execute(
          """
          insert into webhook_deliveries
            (id, delivery_id, subscription_id, event_type, event_id, attempt, created_at, duration_ms)
          values (gen_random_uuid(), gen_random_uuid(), '%s', 'age %d', 'x', 1, now() - interval '%d days', 1)
          """
              .formatted(id, age, age));
    }
    runHourly("dev.docstore.server.webhook.Cleanup");
    assertThat(deliveries(id).stream().map(delivery -> delivery.get("event_type").asString()))
        .containsExactly("age 1");
  }

  private void runHourly(String component) {
    server.bean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks().stream()
        .filter(task -> task.toString().startsWith(component))
        .findFirst()
        .orElseThrow()
        .getTask()
        .getRunnable()
        .run();
  }

  @Test
  void row26ASubscriptionIsCheckedBeforeItIsMade() {
    for (String bad :
        List.of(
            "{" + ELSEWHERE + "}",
            "{\"backend\":\"pubsub\"," + ELSEWHERE + "}",
            "{\"backend\":\"webhook\"}",
            body("\"config\":[]"),
            body("\"config\":{}"),
            body("\"config\":{\"url\":\"ftp://example.com\"}"))) {
      assertThat(server.api().post("/subscriptions", bad).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void row27PeopleManageTheirOwnSubscriptionsToReposOfTheirs() {
    String own = scenario.repo();
    String foreign = scenario.repo();
    scenario.grant(own, BOB, "reader");
    Api bob = server.as(BOB);
    assertThat(bob.post("/subscriptions", body(ELSEWHERE)).status()).isEqualTo(403);
    String ofBob = subscribe(bob, "\"repo\":\"" + own + "\"," + ELSEWHERE);
    assertThat(
            bob.post("/subscriptions", body("\"repo\":\"" + foreign + "\"," + ELSEWHERE)).status())
        .isEqualTo(403);
    String ofAdmin = subscribe(server.api(), "\"repo\":\"" + own + "\"," + ELSEWHERE);
    assertThat(bob.get("/subscriptions").text()).contains(ofBob).doesNotContain(ofAdmin);
    bob.delete("/subscriptions/" + ofAdmin).expect(403);
    bob.post("/subscriptions/" + ofAdmin + "/resume", "").expect(403);
    bob.post("/subscriptions/" + ofBob + "/resume", "").expect(204);
    bob.delete("/subscriptions/" + ofBob).expect(204);
  }
}
