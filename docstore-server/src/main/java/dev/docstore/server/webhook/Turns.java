package dev.docstore.server.webhook;

import dev.docstore.common.event.SubscriptionEvent;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.event.EventReader;
import dev.docstore.server.event.LoggedEvent;
import dev.docstore.server.webhook.Courier.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What whoever holds a subscription's lease does: deliver event after event until there are none,
 * or one fails. The cursor moves only past what was delivered, so nothing is skipped; what was
 * delivered by somebody who died before noting it is delivered again.
 */
@Component
class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final int BATCH = 20;
  private static final long LONGEST_PAUSE_SECONDS = 3600;

  private final EventReader log;
  private final Leases leases;
  private final Courier courier;
  private final DeliveryStore deliveries;
  private final EventLog events;
  private final Transactions transactions;

  Turns(
      EventReader log,
      Leases leases,
      Courier courier,
      DeliveryStore deliveries,
      EventLog events,
      Transactions transactions) {
    this.log = log;
    this.leases = leases;
    this.courier = courier;
    this.deliveries = deliveries;
    this.events = events;
    this.transactions = transactions;
  }

  /**
   * Delivers what there is.
   *
   * @param goOn asked before each delivery; when it says no the lease is given back
   * @return whether more came in the meantime, so that the subscription is to be taken again
   */
  boolean run(StoredSubscription taken, UUID lease, BooleanSupplier goOn) {
    StoredSubscription subscription = taken;
    while (true) {
      // Read before the events: up to here, what is not among them is not wanted.
      long position = log.position();
      List<LoggedEvent> batch = log.after(subscription.cursor(), subscription.filter(), BATCH);
      if (batch.isEmpty()) {
        leases.release(subscription.id(), lease, position);
        return !log.after(position, subscription.filter(), 1).isEmpty();
      }
      for (LoggedEvent event : batch) {
        if (!goOn.getAsBoolean()) {
          leases.release(subscription.id(), lease, subscription.cursor());
          return false;
        }
        Optional<StoredSubscription> after = deliver(subscription, lease, event);
        if (after.isEmpty()) {
          return false;
        }
        subscription = after.get();
      }
    }
  }

  private Optional<StoredSubscription> deliver(
      StoredSubscription subscription, UUID lease, LoggedEvent event) {
    if (subscription.isSubjectOf(event)) {
      return transactions.write(() -> leases.delivered(subscription.id(), lease, event.seq()));
    }
    int failed = subscription.failures();
    Attempt attempt = courier.deliver(subscription, Envelope.of(event), failed + 1);
    return transactions.write(
        () -> {
          Optional<StoredSubscription> after =
              attempt.outcome().error().isEmpty()
                  ? leases.delivered(subscription.id(), lease, event.seq())
                  : Optional.empty();
          if (after.isPresent() || noteFailure(subscription, lease, attempt.outcome())) {
            deliveries.insert(subscription.id(), attempt.delivery());
          }
          return after;
        });
  }

  /** False when the subscription or the lease is gone, so that there is nothing to note. */
  private boolean noteFailure(StoredSubscription subscription, UUID lease, Outcome outcome) {
    Optional<String> error = outcome.error();
    if (error.isEmpty()) {
      return false;
    }
    LOG.debug("delivery for subscription {} failed: {}", subscription.id(), error.get());
    Optional<StoredSubscription> after =
        leases.failed(
            subscription.id(), lease, pause(subscription.failures(), outcome), outcome.gone());
    after
        .filter(now -> now.suspendedAt().isPresent())
        .ifPresent(
            now ->
                events.append(
                    new SubscriptionEvent.Suspended(
                        now.id().toString(), now.repo().orElse(null), error.get())));
    return after.isPresent();
  }

  /** Doubles with each failure, and is never shorter than what the endpoint asked for. */
  private static Duration pause(int failures, Outcome outcome) {
    Duration doubled =
        Duration.ofSeconds(Math.min(1L << Math.min(failures, 30), LONGEST_PAUSE_SECONDS));
    return outcome.requestedPause().filter(asked -> asked.compareTo(doubled) > 0).orElse(doubled);
  }
}
