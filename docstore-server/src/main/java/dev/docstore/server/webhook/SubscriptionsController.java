package dev.docstore.server.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.Subscription;
import dev.docstore.common.wire.SubscriptionList;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Webhook subscriptions (spec 02 §11.1, page 00 C6). */
@RestController
@RequestMapping("/subscriptions")
class SubscriptionsController {
  private static final int MAX_PAGE = 10_000;

  private final Subscriptions subscriptions;

  SubscriptionsController(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** Body of a creation; {@code config} raw, since its faults have answers of their own. */
  record NewSubscription(
      @Nullable String repo,
      @Nullable List<@Nullable String> eventTypes,
      @JsonProperty(required = true) @Nullable String backend,
      @JsonProperty(required = true) @Nullable JsonNode config) {}

  /** Body of a change: what is absent stays. */
  record SubscriptionChange(
      @Nullable List<@Nullable String> eventTypes, @Nullable JsonNode config) {}

  /** Subscribes an endpoint to the events of a repo, or to all. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Subscription create(Caller caller, @RequestBody NewSubscription request) {
    List<String> types = types(request.eventTypes());
    String backend = request.backend();
    if (backend == null || backend.isEmpty()) {
      throw DocStoreException.badRequest("backend is required");
    }
    if (!backend.equals("webhook")) {
      throw DocStoreException.badRequest("only backend='webhook' is supported");
    }
    WebhookConfig config = WebhookConfig.create(request.config());
    return subscriptions.create(caller.identity(), request.repo(), types, config);
  }

  /** The subscriptions that the caller may manage, oldest first. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last subscription; oldest first")
  @GetMapping
  SubscriptionList list(Caller caller, Query query) {
    Optional<UUID> after = query.afterId();
    return new SubscriptionList(
        IdCursor.page(
            after,
            subscriptions.list(caller.identity(), after, query.limitOrAll(MAX_PAGE)),
            subscriptions::exists));
  }

  /** Changes what a subscription listens to or where it delivers. */
  @PatchMapping("/{id}")
  Subscription change(
      Caller caller, @PathVariable String id, @RequestBody SubscriptionChange request) {
    return subscriptions.change(
        id, caller.identity(), types(request.eventTypes()), request.config());
  }

  /** Ends a subscription. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String id) {
    subscriptions.delete(id, caller.identity());
  }

  /** Makes a suspended subscription deliver again, from where it stopped. */
  @PostMapping("/{id}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resume(Caller caller, @PathVariable String id) {
    subscriptions.resume(id, caller.identity());
  }

  private static @Nullable List<String> types(@Nullable List<@Nullable String> types) {
    if (types == null) {
      return null;
    }
    return types.stream()
        .map(
            type -> {
              if (type == null) {
                throw DocStoreException.badRequest("invalid request body");
              }
              return type;
            })
        .toList();
  }
}
