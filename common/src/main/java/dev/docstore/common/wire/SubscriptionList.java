package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET /subscriptions}. */
public record SubscriptionList(List<Subscription> subscriptions) {}
