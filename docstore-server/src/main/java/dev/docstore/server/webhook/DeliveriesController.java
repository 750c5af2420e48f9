package dev.docstore.server.webhook;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.WebhookDelivery;
import dev.docstore.common.wire.WebhookDeliveryList;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventFilter;
import dev.docstore.server.event.EventReader;
import dev.docstore.server.event.LoggedEvent;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What was delivered, and deliveries by hand (page 00 C6). By hand means out of order, at once, and
 * whatever comes of it: neither the cursor nor the count of failures moves.
 */
@RestController
@RequestMapping("/subscriptions/{id}")
class DeliveriesController {
  private static final int MAX_PAGE = 1000;
  private static final EventFilter ANY = new EventFilter(Optional.empty(), Optional.empty());

  private final Subscriptions subscriptions;
  private final DeliveryStore deliveries;
  private final Courier courier;
  private final EventReader log;
  private final Transactions transactions;
  private final Clock clock;

  DeliveriesController(
      Subscriptions subscriptions,
      DeliveryStore deliveries,
      Courier courier,
      EventReader log,
      Transactions transactions,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.courier = courier;
    this.log = log;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Attempts of the last week to deliver to a subscription's endpoint, newest first. */
  @Paged(
      byDefault = Query.DEFAULT_LIMIT,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last delivery; newest first")
  @GetMapping("/deliveries")
  WebhookDeliveryList list(Caller caller, @PathVariable String id, Query query) {
    StoredSubscription subscription = subscriptions.managed(id, caller.identity());
    Optional<UUID> after = query.afterId();
    return new WebhookDeliveryList(
        IdCursor.page(
            after,
            deliveries.list(subscription.id(), after, query.limit(MAX_PAGE)),
            delivery -> deliveries.find(subscription.id(), delivery).isPresent()));
  }

  /** Sends the endpoint a {@code ping} now and answers what came of it. */
  @PostMapping("/ping")
  WebhookDelivery ping(Caller caller, @PathVariable String id) {
    StoredSubscription subscription = subscriptions.managed(id, caller.identity());
    return deliver(subscription, Envelope.ping(subscription.id(), clock.instant()), 1);
  }

  /** Delivers the event of an earlier attempt again, now, whatever state the subscription is in. */
  @PostMapping("/deliveries/{delivery}/redeliver")
  WebhookDelivery redeliver(Caller caller, @PathVariable String id, @PathVariable String delivery) {
    StoredSubscription subscription = subscriptions.managed(id, caller.identity());
    WebhookDelivery old =
        Query.uuid(delivery)
            .flatMap(uuid -> deliveries.find(subscription.id(), uuid))
            .orElseThrow(() -> DocStoreException.notFound("delivery not found"));
    Long seq = old.seq();
    Envelope envelope =
        seq == null ? Envelope.ping(subscription.id(), clock.instant()) : Envelope.of(logged(seq));
    return deliver(subscription, envelope, old.attempt() + 1);
  }

  private LoggedEvent logged(long seq) {
    return log.after(seq - 1, ANY, 1).stream()
        .filter(event -> event.seq() == seq)
        .findFirst()
        .orElseThrow(
            () -> new DocStoreException(ErrorCode.GONE, "the event is no longer retained"));
  }

  private WebhookDelivery deliver(StoredSubscription subscription, Envelope envelope, int attempt) {
    WebhookDelivery made = courier.deliver(subscription, envelope, attempt).delivery();
    return transactions.write(
        () -> {
          deliveries.insert(subscription.id(), made);
          return made;
        });
  }
}
