package dev.docstore.server.webhook;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.token.Hmac;
import dev.docstore.common.wire.WebhookDelivery;
import dev.docstore.server.access.Roles;
import dev.docstore.server.secret.SecretBox;
import dev.docstore.server.secret.SecretBox.UnreadableSecretException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes one envelope to one endpoint: headers, signature, the record of the attempt. */
@Component
class Courier {
  /** An attempt and what came of it. */
  record Attempt(WebhookDelivery delivery, Outcome outcome) {}

  private final Sender sender;
  private final SecretBox secrets;
  private final Roles roles;
  private final Services services;
  private final Clock clock;

  Courier(Sender sender, SecretBox secrets, Roles roles, Services services, Clock clock) {
    this.sender = sender;
    this.secrets = secrets;
    this.roles = roles;
    this.services = services;
    this.clock = clock;
  }

  /** Delivers; takes as long as the endpoint does, never much more than {@link Sender#TIMEOUT}. */
  Attempt deliver(StoredSubscription subscription, Envelope envelope, int attempt) {
    UUID deliveryId = deliveryId(subscription, envelope);
    // As precise as it is stored, so that it is the same whenever it is shown.
    Instant begin = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long beginNanos = System.nanoTime();
    Outcome outcome = send(subscription, envelope, deliveryId, begin);
    int millis = (int) ((System.nanoTime() - beginNanos) / 1_000_000);
    Optional<String> error = outcome.error();
    return new Attempt(
        new WebhookDelivery(
            UUID.randomUUID().toString(),
            deliveryId.toString(),
            envelope.seq().isPresent() ? envelope.seq().getAsLong() : null,
            envelope.type(),
            envelope.eventId(),
            attempt,
            begin,
            error.isPresent() ? null : begin.plusMillis(millis),
            millis,
            outcome instanceof Outcome.Answered(int status, _) ? status : null,
            error.orElse(null)),
        outcome);
  }

  /** Made of what is delivered, so that who tries again after a crash sends the same. */
  private static UUID deliveryId(StoredSubscription subscription, Envelope envelope) {
    String name = subscription.id() + "/" + envelope.eventId();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome send(
      StoredSubscription subscription, Envelope envelope, UUID delivery, Instant now) {
    Optional<Endpoint> endpoint =
        new WebhookConfig(subscription.config(), Optional.empty()).endpoint();
    if (endpoint.isEmpty()) {
      return new Outcome.Unbuildable("config.url is not a valid http or https URL");
    }
    try {
      Map<String, String> headers = headers(endpoint.get(), envelope, delivery, now);
      secret(subscription)
          .ifPresent(
              secret ->
                  headers.put(
                      "X-DocStore-Signature", Hmac.webhookSignature(secret, envelope.body())));
      return sender.send(
          endpoint.get(), mayReachAnything(subscription.createdBy()), headers, envelope.body());
    } catch (UnreadableSecretException | DocStoreException e) {
      return new Outcome.Unbuildable(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> secret(StoredSubscription subscription) {
    return subscription
        .sealedSecret()
        .map(stored -> secrets.open(subscription.id().toString(), stored));
  }

  private static Map<String, String> headers(
      Endpoint endpoint, Envelope envelope, UUID delivery, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/cloudevents+json");
    headers.put("User-Agent", "DocStore-Webhook");
    headers.put("X-DocStore-Event", envelope.type());
    headers.put("X-DocStore-Delivery", delivery.toString());
    headers.put("X-DocStore-Timestamp", Long.toString(now.getEpochSecond()));
    if (!endpoint.userInfo().isEmpty()) {
      byte[] userAndPassword = endpoint.userInfo().getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(userAndPassword));
    }
    return headers;
  }

  /** Judged for the creator as of now: who is no longer an admin is guarded again (page 00 C5). */
  private boolean mayReachAnything(String creator) {
    return roles.isGlobalAdmin(creator) || services.include(creator);
  }
}
