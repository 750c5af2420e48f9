package dev.docstore.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a webhook subscription. It belongs to no repo, so that only those who may read
 * everything learn who subscribes to what. The repo is omitted for a subscription to all of them.
 */
public sealed interface SubscriptionEvent extends Event {
  /** The subscription's id. */
  String subscriptionId();

  /** The type without what every type begins with. */
  default String shortType() {
    return switch (this) {
      case Created _ -> "subscription.created";
      case Updated _ -> "subscription.updated";
      case Deleted _ -> "subscription.deleted";
      case Suspended _ -> "subscription.suspended";
      case Resumed _ -> "subscription.resumed";
    };
  }

  /** Somebody subscribed. */
  record Created(
      String subscriptionId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repo,
      String createdBy)
      implements SubscriptionEvent {}

  /** Its types or its endpoint were changed. */
  record Updated(
      String subscriptionId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repo,
      String updatedBy)
      implements SubscriptionEvent {}

  /** It was ended by somebody; one that ends with its repo is not told apart from the repo. */
  record Deleted(
      String subscriptionId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repo,
      String deletedBy)
      implements SubscriptionEvent {}

  /** Its endpoint failed too often or is gone. */
  record Suspended(
      String subscriptionId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repo,
      String reason)
      implements SubscriptionEvent {}

  /** It was made to deliver again. */
  record Resumed(
      String subscriptionId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repo,
      String resumedBy)
      implements SubscriptionEvent {}
}
