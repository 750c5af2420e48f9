package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.ci.scheduler.Registration.Pace;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.SubscriptionRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final String LIST = "GET /subscriptions";
  private static final String CREATE = "POST /subscriptions";
  private static final String ALL_TYPES =
      "[\"com.docstore.commit.created\",\"com.docstore.branch.merged\","
          + "\"com.docstore.branch.rebased\",\"com.docstore.proposal.opened\"]";
  private static final Pace FAST =
      new Pace(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(5));

  private final FakeServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Registration registration;
  private final CountDownLatch backlog = new CountDownLatch(1);

  RegistrationTest() throws Exception {
    server = new FakeServer();
    DocStoreServer api =
        new DocStoreServer(
            client,
            URI.create(server.url()),
            ServerIdentity.development(Optional.of("ci@example.com")));
    registration =
        new Registration(
            Optional.of(new Subscriptions(api, "http://ci.test/webhook", "secret")),
            backlog::countDown,
            FAST);
  }

  @AfterEach
  void stop() {
    registration.close();
    server.close();
    client.close();
  }

  @Test
  void subscribesWhereThereIsNoSubscriptionYet() {
    server.answer(LIST, 200, "{\"subscriptions\":[]}");
    server.answer(CREATE, 201, "{}");
    registration.start();
    await().until(() -> server.lines().contains(CREATE));
    SubscriptionRequest sent = Json.read(server.seen().getLast().body(), SubscriptionRequest.class);
    assertThat(sent.repo()).isNull();
    assertThat(sent.backend()).isEqualTo("webhook");
    assertThat(sent.eventTypes())
        .contains("com.docstore.commit.created", "com.docstore.proposal.opened");
    assertThat(sent.config())
        .containsEntry("url", "http://ci.test/webhook")
        .containsEntry("secret", "secret");
    assertThat(server.seen().getLast().header("X-docstore-identity")).isEqualTo("ci@example.com");
    await().until(() -> backlog.getCount() == 0);
  }

  @Test
  void triesAgainUntilTheServerAnswers() {
    server.answer(LIST, 503, "not yet");
    registration.start();
    await().until(() -> server.lines().stream().filter(LIST::equals).count() >= 3);
    assertThat(server.lines()).doesNotContain(CREATE);
    server.answer(LIST, 200, "{\"subscriptions\":[]}");
    server.answer(CREATE, 201, "{}");
    await().until(() -> server.lines().contains(CREATE));
  }

  @Test
  void tellsAnExistingSubscriptionItsSecretAndResumesIt() {
    existing(ALL_TYPES, "2026-01-01T00:00:00Z");
    server.answer("PATCH /subscriptions/s1", 200, "{}");
    server.answer("POST /subscriptions/s1/resume", 204, "");
    registration.start();
    await().until(() -> server.lines().contains("POST /subscriptions/s1/resume"));
    assertThat(server.lines()).doesNotContain(CREATE);
    assertThat(server.seen())
        .anySatisfy(
            seen -> {
              assertThat(seen.line()).isEqualTo("PATCH /subscriptions/s1");
              assertThat(seen.body()).contains("\"secret\":\"secret\"");
            });
  }

  @Test
  void looksAgainWhenADeliveryWasSignedWithAnotherSecret() {
    existing(ALL_TYPES, "");
    server.answer("PATCH /subscriptions/s1", 200, "{}");
    registration.start();
    await().until(() -> server.lines().contains("PATCH /subscriptions/s1"));
    registration.renew();
    await()
        .until(
            () -> server.lines().stream().filter("PATCH /subscriptions/s1"::equals).count() == 2);
    assertThat(backlog.getCount()).isEqualTo(1);
  }

  @Test
  void replacesWhatAServerWithoutUpdatesCannotMend() {
    existing("[\"com.docstore.commit.created\"]", "");
    server.answer("PATCH /subscriptions/s1", 405, "");
    server.answer("DELETE /subscriptions/s1", 204, "");
    server.answer(CREATE, 201, "{}");
    registration.start();
    await().until(() -> server.lines().contains(CREATE));
    assertThat(server.lines()).contains("DELETE /subscriptions/s1");
  }

  @Test
  void doesNothingWithoutAServer() {
    Registration none = new Registration(Optional.empty(), backlog::countDown, FAST);
    none.start();
    none.renew();
    none.close();
    assertThat(server.lines()).isEmpty();
  }

  private void existing(String types, String suspendedAt) {
    server.answer(
        LIST,
        200,
        """
        {"subscriptions":[
          {"id":"s0","backend":"webhook","config":{"url":"http://other.test/webhook"}},
          {"id":"s1","backend":"webhook","event_types":%s,
           "config":{"url":"http://ci.test/webhook","secret":"***"},"suspended_at":%s}]}
        """
            .formatted(types, suspendedAt.isEmpty() ? "null" : "\"" + suspendedAt + "\""));
  }
}
