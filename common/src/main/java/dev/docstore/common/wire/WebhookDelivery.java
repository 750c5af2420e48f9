package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver an event to a subscription's endpoint (page 00 C6).
 *
 * @param id of the attempt
 * @param deliveryId what the endpoint saw as {@code X-DocStore-Delivery}: the same in every attempt
 *     to deliver this event to this subscription, so that a repetition can be told
 * @param seq the event's number in the log; omitted for a ping
 * @param attempt 1 for the first
 * @param createdAt when the attempt began
 * @param deliveredAt when the endpoint accepted it; omitted for a failed attempt
 * @param status what the endpoint answered; omitted when no answer came
 * @param error why it failed; omitted when it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDelivery(
    String id,
    String deliveryId,
    @Nullable Long seq,
    String eventType,
    String eventId,
    int attempt,
    Instant createdAt,
    @Nullable Instant deliveredAt,
    int durationMs,
    @Nullable Integer status,
    @Nullable String error) {}
