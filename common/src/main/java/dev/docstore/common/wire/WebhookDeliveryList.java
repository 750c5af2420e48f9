package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET /subscriptions/{id}/deliveries}, newest first. */
public record WebhookDeliveryList(List<WebhookDelivery> deliveries) {}
