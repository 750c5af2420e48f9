package dev.docstore.server.webhook;

import dev.docstore.common.wire.WebhookDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was sent to endpoints during the last week and what came of it. */
@Component
class DeliveryStore {
  private final JdbcClient jdbc;

  DeliveryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes an attempt, unless the subscription was deleted meanwhile. */
  void insert(UUID subscription, WebhookDelivery delivery) {
    jdbc.sql(
            """
            insert into webhook_deliveries
              (id, delivery_id, subscription_id, seq, event_type, event_id, attempt, created_at, duration_ms, status, error)
            select :id::uuid, :deliveryId::uuid, s.id, :seq, :type, :eventId, :attempt, :createdAt, :millis, :status, :error
            from event_subscriptions s where s.id = :subscription for key share
            """)
        .param("id", delivery.id())
        .param("deliveryId", delivery.deliveryId())
        .param("seq", delivery.seq(), Types.BIGINT)
        .param("type", delivery.eventType())
        .param("eventId", delivery.eventId())
        .param("attempt", delivery.attempt())
        .param("createdAt", delivery.createdAt().atOffset(ZoneOffset.UTC))
        .param("millis", delivery.durationMs())
        .param("status", delivery.status(), Types.INTEGER)
        .param("error", delivery.error(), Types.VARCHAR)
        .param("subscription", subscription)
        .update();
  }

  /** Newest first, after the one with that id. */
  List<WebhookDelivery> list(UUID subscription, Optional<UUID> after, int limit) {
    return jdbc.sql(
            """
            select id::text, delivery_id::text, seq, event_type, event_id, attempt, created_at, duration_ms, status, error
            from webhook_deliveries
            where subscription_id = :subscription
              and (:after::uuid is null or (created_at, id) <
                   (select d.created_at, d.id from webhook_deliveries d
                    where d.subscription_id = :subscription and d.id = :after))
            order by created_at desc, id desc limit :limit
            """)
        .param("subscription", subscription)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query((row, _) -> delivery(row))
        .list();
  }

  /** The attempt with that id, or else the last one of the delivery with that id. */
  Optional<WebhookDelivery> find(UUID subscription, UUID id) {
    return jdbc.sql(
            """
            select id::text, delivery_id::text, seq, event_type, event_id, attempt, created_at, duration_ms, status, error
            from webhook_deliveries
            where subscription_id = :subscription and (id = :id or delivery_id = :id)
            order by created_at desc, id desc limit 1
            """)
        .param("subscription", subscription)
        .param("id", id)
        .query((row, _) -> delivery(row))
        .optional();
  }

  /** Deletes what is older. */
  void prune(Instant before) {
    jdbc.sql("delete from webhook_deliveries where created_at < ?")
        .param(before.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static WebhookDelivery delivery(ResultSet row) throws SQLException {
    Instant createdAt = row.getObject(7, OffsetDateTime.class).toInstant();
    int duration = row.getInt(8);
    @Nullable String error = row.getString(10);
    return new WebhookDelivery(
        row.getString(1),
        row.getString(2),
        row.getObject(3, Long.class),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        createdAt,
        error == null ? createdAt.plusMillis(duration) : null,
        duration,
        row.getObject(9, Integer.class),
        error);
  }
}
