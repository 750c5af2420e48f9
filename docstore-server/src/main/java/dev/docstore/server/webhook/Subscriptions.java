package dev.docstore.server.webhook;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.SubscriptionEvent;
import dev.docstore.common.wire.Subscription;
import dev.docstore.server.access.Roles;
import dev.docstore.server.access.Roles.Standing;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.event.EventReader;
import dev.docstore.server.secret.SecretBox;
import dev.docstore.server.web.Query;
import dev.docstore.server.webhook.SubscriptionStore.New;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Who may have which subscription, and what becomes of it (spec 02 §11.1). The global admin manages
 * all of them, our own services those to all repos (page 00 E9), everybody else their own.
 */
@Component
class Subscriptions {
  private final SubscriptionStore store;
  private final Dispatcher dispatcher;
  private final EventReader log;
  private final EventLog events;
  private final Roles roles;
  private final Services services;
  private final SecretBox secrets;
  private final Transactions transactions;

  Subscriptions(
      SubscriptionStore store,
      Dispatcher dispatcher,
      EventReader log,
      EventLog events,
      Roles roles,
      Services services,
      SecretBox secrets,
      Transactions transactions) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.log = log;
    this.events = events;
    this.roles = roles;
    this.services = services;
    this.secrets = secrets;
    this.transactions = transactions;
  }

  /** Makes one that gets the events after the newest that there is now. */
  Subscription create(
      String identity,
      @Nullable String repo,
      @Nullable List<String> eventTypes,
      WebhookConfig config) {
    Optional<Long> repoId = admittedTo(repo, identity);
    UUID id = UUID.randomUUID();
    byte @Nullable [] sealed = sealed(id, config);
    New subscription =
        new New(
            id,
            repoId.orElse(null),
            repoId.isPresent() ? repo : null,
            eventTypes,
            config.shown(),
            sealed,
            identity,
            log.end());
    return transactions
        .write(
            () -> {
              events.append(
                  new SubscriptionEvent.Created(id.toString(), subscription.repo(), identity));
              return store.insert(subscription);
            })
        .shown(config.shown());
  }

  /** The repo's id; empty for all repos. */
  private Optional<Long> admittedTo(@Nullable String repo, String identity) {
    if (repo == null || repo.isEmpty()) {
      if (!roles.isGlobalAdmin(identity) && !services.include(identity)) {
        throw DocStoreException.forbidden(
            "forbidden: global admin required for global subscriptions");
      }
      return Optional.empty();
    }
    Standing standing = roles.standing(identity, repo);
    if (standing.role().isEmpty() && !roles.isGlobalAdmin(identity)) {
      throw DocStoreException.forbidden("forbidden: no access to repo");
    }
    return Optional.of(standing.repoId().orElseThrow(DocStoreException::repoNotFound));
  }

  /** What that identity may see, oldest first. */
  List<Subscription> list(String identity, Optional<UUID> after, int limit) {
    Optional<String> creator =
        roles.isGlobalAdmin(identity) ? Optional.empty() : Optional.of(identity);
    return store.list(creator, services.include(identity), after, limit).stream()
        .map(StoredSubscription::shown)
        .toList();
  }

  /** Whether there is one with that id. */
  boolean exists(UUID id) {
    return store.find(id).isPresent();
  }

  /**
   * The subscription, for somebody who may manage it.
   *
   * @throws DocStoreException 404 or 403
   */
  StoredSubscription managed(String id, String identity) {
    return admitted(parsed(id).flatMap(store::find), identity);
  }

  /** Changes what the request names; null leaves it as it is. */
  Subscription change(
      String id, String identity, @Nullable List<String> eventTypes, @Nullable JsonNode config) {
    return transactions.write(
        () -> {
          StoredSubscription old = admitted(parsed(id).flatMap(store::lock), identity);
          events.append(
              new SubscriptionEvent.Updated(
                  old.id().toString(), old.repo().orElse(null), identity));
          return changed(
                  old, eventTypes == null ? old.eventTypes().orElse(null) : eventTypes, config)
              .shown();
        });
  }

  private StoredSubscription changed(
      StoredSubscription old, @Nullable List<String> eventTypes, @Nullable JsonNode config) {
    // The old secret is not opened: it stays sealed as it is unless the request brings another.
    Optional<String> kept = old.sealedSecret().map(_ -> WebhookConfig.HIDDEN);
    WebhookConfig now = new WebhookConfig(old.config(), kept);
    if (config != null && !config.isNull()) {
      now = now.changedBy(config);
    }
    byte @Nullable [] sealed =
        now.secret().equals(kept) ? old.sealedSecret().orElse(null) : sealed(old.id(), now);
    return store.change(old.id(), eventTypes, now.shown(), sealed);
  }

  void delete(String id, String identity) {
    StoredSubscription subscription = managed(id, identity);
    transactions.write(
        () -> {
          if (!store.delete(subscription.id())) {
            throw notFound();
          }
          events.append(
              new SubscriptionEvent.Deleted(
                  subscription.id().toString(), subscription.repo().orElse(null), identity));
          return subscription;
        });
  }

  /** Makes a suspended one deliver again, from where it stopped. */
  void resume(String id, String identity) {
    StoredSubscription subscription = managed(id, identity);
    transactions.write(
        () -> {
          if (!store.resume(subscription.id())) {
            throw notFound();
          }
          events.append(
              new SubscriptionEvent.Resumed(
                  subscription.id().toString(), subscription.repo().orElse(null), identity));
          return subscription;
        });
    dispatcher.lookAtAll();
  }

  private StoredSubscription admitted(Optional<StoredSubscription> found, String identity) {
    StoredSubscription subscription = found.orElseThrow(Subscriptions::notFound);
    boolean serviceOfAll = services.include(identity) && subscription.repo().isEmpty();
    if (!subscription.createdBy().equals(identity)
        && !roles.isGlobalAdmin(identity)
        && !serviceOfAll) {
      throw DocStoreException.forbidden("forbidden: not subscription creator");
    }
    return subscription;
  }

  private byte @Nullable [] sealed(UUID id, WebhookConfig config) {
    return config.secret().map(secret -> secrets.seal(id.toString(), secret)).orElse(null);
  }

  private static Optional<UUID> parsed(String id) {
    return Query.uuid(id);
  }

  private static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.SUBSCRIPTION_NOT_FOUND, "subscription not found");
  }
}
