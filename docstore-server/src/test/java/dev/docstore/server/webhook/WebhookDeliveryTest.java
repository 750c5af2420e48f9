package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.token.Hmac;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.testing.WebhookReceiver;
import dev.docstore.server.testing.WebhookReceiver.Received;
import dev.docstore.server.testing.WebhookReceiver.Reply;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Two instances share the deliveries, as they do behind a load balancer. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookDeliveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestDatabase database;
  private TestServer server;
  private TestServer other;
  private EventScenario scenario;
  private WebhookReceiver receiver;
  private String repo;

  WebhookDeliveryTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    server = TestServer.start(database, Map.of());
    other = TestServer.start(database, Map.of());
    scenario = new EventScenario(database, server);
  }

  @AfterAll
  void stop() {
    server.close();
    other.close();
  }

  @BeforeEach
  void open() {
    receiver = new WebhookReceiver();
    repo = scenario.repo();
  }

  @AfterEach
  void close() {
    database.execute("delete from event_subscriptions");
    receiver.close();
  }

  private String subscribe(String more) {
    return server
        .api()
        .post(
            "/subscriptions",
            "{\"backend\":\"webhook\",\"repo\":\"%s\",\"config\":{\"url\":\"%s\"%s}}"
                .formatted(repo, receiver.url(), more))
        .expect(201)
        .json()
        .get("id")
        .asString();
  }

  private void awaitSequences(Long... expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(receiver.sequences()).containsExactly(expected));
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

  private String column(String id, String column) {
    return String.valueOf(
        database.queryText(
            "select " + column + " from event_subscriptions where id = '" + id + "'"));
  }

  /** As if that many attempts had failed already, and the next were due. */
  private void hasFailed(String id, int times) {
    database.execute(
        "update event_subscriptions set failures = %d, next_attempt = now() where id = '%s'"
            .formatted(times, id));
  }

  @Test
  void sendsTheBytesOfTheLogSignedAndLabelled() {
    subscribe(",\"secret\":\"my-hmac-secret\"");
    long seq = scenario.commit(repo, 1);
    awaitSequences(1L);
    Received request = receiver.received().getFirst();
    assertThat(request.text()).isEqualTo(scenario.payload(seq));
    assertThat(request.headers())
        .containsEntry(":request", "POST /hook?from=docstore")
        .containsEntry("Host", "127.0.0.1:" + receiver.port())
        .containsEntry("Content-type", "application/cloudevents+json")
        .containsEntry("X-docstore-event", "com.docstore.commit.created")
        .containsEntry(
            "X-docstore-signature", Hmac.webhookSignature("my-hmac-secret", request.body()));
    assertThat(request.headers().get("X-docstore-delivery")).hasSize(36);
    assertThat(Long.parseLong(request.headers().get("X-docstore-timestamp")))
        .isBetween(System.currentTimeMillis() / 1000 - 60, System.currentTimeMillis() / 1000 + 1);
  }

  @Test
  void signsNothingWithoutASecret() {
    subscribe("");
    scenario.commit(repo, 1);
    awaitSequences(1L);
    assertThat(receiver.received().getFirst().headers()).doesNotContainKey("X-docstore-signature");
  }

  @Test
  void deliversOnlyWhatIsNewAndWanted() {
    scenario.commit(repo, 1);
    subscribe("");
    scenario.commit(scenario.repo(), 2);
    scenario.commit(repo, 3);
    awaitSequences(3L);
  }

  @Test
  void deliversEachEventOnceAndInOrderAcrossInstances() {
    String id = subscribe("");
    List<Long> all = LongStream.rangeClosed(1, 60).boxed().toList();
    all.forEach(n -> scenario.commit(repo, n));
    awaitSequences(all.toArray(Long[]::new));
    await().atMost(PATIENCE).until(() -> column(id, "lease").equals("null"));
    assertThat(deliveries(id)).hasSize(60);
  }

  @Test
  void triesAgainAfterAFailureBeforeAnythingElse() {
    receiver.reply(500, 302);
    String id = subscribe("");
    scenario.commit(repo, 1);
    scenario.commit(repo, 2);
    awaitSequences(1L, 1L, 1L, 2L);
    await().atMost(PATIENCE).until(() -> deliveries(id).size() == 4);
    List<JsonNode> newestFirst = deliveries(id);
    assertThat(newestFirst.stream().map(d -> d.path("error").asString("")).toList())
        .containsExactly("", "", "webhook returned status 302", "webhook returned status 500");
    assertThat(newestFirst.stream().map(d -> d.get("attempt").asInt()).toList())
        .containsExactly(1, 3, 2, 1);
    assertThat(newestFirst.get(0).get("delivered_at")).isNotNull();
    assertThat(newestFirst.get(3).get("delivered_at")).isNull();
    assertThat(newestFirst.get(3).get("status").asInt()).isEqualTo(500);
    assertThat(newestFirst.get(1).get("event_id")).isEqualTo(newestFirst.get(2).get("event_id"));
    assertThat(receiver.received().stream().limit(3).map(Received::delivery).distinct())
        .as("attempts of one delivery")
        .containsExactly(newestFirst.get(3).get("delivery_id").asString());
  }

  @Test
  void doublesThePauseWithEachFailure() {
    receiver.reply(500, 500);
    String id = subscribe("");
    hasFailed(id, 5);
    scenario.commit(repo, 1);
    await().atMost(PATIENCE).until(() -> column(id, "failures").equals("6"));
    assertThat(
            column(id, "next_attempt between now() + interval '20 s' and now() + interval '32 s'"))
        .isEqualTo("t");
  }

  @Test
  void waitsAsLongAsTheEndpointAsks() {
    receiver.reply(new Reply(503, "Retry-After", "100"));
    String id = subscribe("");
    scenario.commit(repo, 1);
    await().atMost(PATIENCE).until(() -> column(id, "failures").equals("1"));
    assertThat(
            column(id, "next_attempt between now() + interval '80 s' and now() + interval '101 s'"))
        .isEqualTo("t");
  }

  @Test
  void suspendsAfterTheTenthFailureAndResumesWithoutLoss() {
    receiver.reply(500);
    String id = subscribe("");
    hasFailed(id, 9);
    scenario.commit(repo, 1);
    await().atMost(PATIENCE).until(() -> !column(id, "suspended_at").equals("null"));
    JsonNode shown = shown(id);
    assertThat(shown.get("suspended_at")).isNotNull();
    assertThat(shown.get("failure_count").asInt()).isEqualTo(1);
    scenario.commit(repo, 2);
    scenario.commit(repo, 3);
    server.api().post("/subscriptions/" + id + "/resume", "").expect(204);
    awaitSequences(1L, 1L, 2L, 3L);
    assertThat(shown(id).get("suspended_at")).isNull();
    assertThat(shown(id).get("failure_count").asInt()).isZero();
  }

  @Test
  void forgetsFailuresWithASuccess() {
    String id = subscribe("");
    hasFailed(id, 9);
    scenario.commit(repo, 1);
    awaitSequences(1L);
    await().atMost(PATIENCE).until(() -> column(id, "failures").equals("0"));
  }

  @Test
  void suspendsAtOnceAnEndpointThatIsGone() {
    receiver.reply(410);
    String id = subscribe("");
    scenario.commit(repo, 1);
    await().atMost(PATIENCE).until(() -> !column(id, "suspended_at").equals("null"));
    assertThat(column(id, "failures")).isEqualTo("1");
  }

  private JsonNode shown(String id) {
    return server
        .api()
        .get("/subscriptions")
        .json()
        .get("subscriptions")
        .valueStream()
        .filter(subscription -> subscription.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesOverFromAnInstanceThatDiedHoldingTheLease() {
    String id = subscribe("");
    database.execute(
        "update event_subscriptions set lease = gen_random_uuid(), leased_until = now() + interval '3 s'"
            + " where id = '"
            + id
            + "'");
    scenario.commit(repo, 1);
    awaitSequences(1L);
    assertThat(
            column(
                id,
                "(select min(created_at) from webhook_deliveries) >= created_at + interval '2.5 s'"))
        .isEqualTo("t");
  }

  @Test
  void pingsAnEndpointEvenWhenItIsSuspended() {
    String id = subscribe(",\"secret\":\"s\"");
    database.execute("update event_subscriptions set suspended_at = now() where id = '" + id + "'");
    JsonNode delivery = server.api().post("/subscriptions/" + id + "/ping", "").expect(200).json();
    assertThat(delivery.get("event_type").asString()).isEqualTo("com.docstore.ping");
    assertThat(delivery.get("status").asInt()).isEqualTo(204);
    assertThat(delivery.get("seq")).isNull();
    Received request = receiver.received().getFirst();
    assertThat(request.text())
        .startsWith("{\"specversion\":\"1.0\",\"type\":\"com.docstore.ping\",\"source\":");
    assertThat(request.headers())
        .containsEntry("X-docstore-delivery", delivery.get("delivery_id").asString());
    assertThat(deliveries(id)).containsExactly(delivery);
  }

  @Test
  void deliversAgainOnDemand() {
    String id = subscribe("");
    scenario.commit(repo, 7);
    await().atMost(PATIENCE).until(() -> deliveries(id).size() == 1);
    Api api = server.api();
    String path = "/subscriptions/" + id + "/deliveries/";
    String first = deliveries(id).getFirst().get("id").asString();
    JsonNode second = api.post(path + first + "/redeliver", "").expect(200).json();
    assertThat(receiver.sequences()).containsExactly(7L, 7L);
    assertThat(receiver.received().get(1).text()).isEqualTo(receiver.received().get(0).text());
    assertThat(second.get("id").asString()).isNotEqualTo(first);
    String delivery = receiver.received().get(1).delivery();
    assertThat(receiver.received().getFirst().delivery()).isEqualTo(delivery);
    assertThat(
            api.post(path + delivery + "/redeliver", "").expect(200).json().get("attempt").asInt())
        .as("by what the endpoint knows it by")
        .isEqualTo(3);
    api.post(path + "nonsense/redeliver", "").expectError(404, "NOT_FOUND", "delivery not found");
    database.execute("delete from event_log where seq = " + second.get("seq").asLong());
    api.post(path + first + "/redeliver", "")
        .expectError(410, "GONE", "the event is no longer retained");
  }

  @Test
  void saysWhyNoAnswerCame() {
    String id = subscribe("");
    receiver.close();
    JsonNode delivery = server.api().post("/subscriptions/" + id + "/ping", "").json();
    assertThat(delivery.get("error").asString()).startsWith("http: ");
    assertThat(delivery.get("status")).isNull();
  }
}
