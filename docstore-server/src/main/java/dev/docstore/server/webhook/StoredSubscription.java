package dev.docstore.server.webhook;

import dev.docstore.common.json.Json;
import dev.docstore.common.wire.Subscription;
import dev.docstore.server.event.EventFilter;
import dev.docstore.server.event.LoggedEvent;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A row of {@code event_subscriptions}.
 *
 * @param repo empty for all repos
 * @param eventTypes empty for all types
 * @param config as it is shown
 * @param sealedSecret empty without a secret
 * @param cursor number of the last event it is done with
 * @param failures failed attempts since the last that succeeded
 */
record StoredSubscription(
    UUID id,
    Optional<String> repo,
    Optional<List<String>> eventTypes,
    Map<String, String> config,
    Optional<byte[]> sealedSecret,
    Instant createdAt,
    String createdBy,
    Optional<Instant> suspendedAt,
    int failureCount,
    long cursor,
    int failures) {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  /** Reads a row with all columns. */
  static StoredSubscription of(ResultSet row) throws SQLException {
    return new StoredSubscription(
        row.getObject("id", UUID.class),
        Optional.ofNullable(row.getString("repo")),
        Optional.ofNullable(texts(row.getArray("event_types"))),
        Json.MAPPER.readValue(row.getString("config"), TEXTS),
        Optional.ofNullable(row.getBytes("secret")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        Optional.ofNullable(row.getObject("suspended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getInt("failure_count"),
        row.getLong("cursor"),
        row.getInt("failures"));
  }

  private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? null : Arrays.asList((String[]) array.getArray());
  }

  /** Which events it is for. */
  EventFilter filter() {
    return new EventFilter(repo, eventTypes.map(Set::copyOf));
  }

  /**
   * Whether the event tells what became of this subscription. An endpoint is not told of itself: it
   * gets what it was subscribed to, from the first request on.
   */
  boolean isSubjectOf(LoggedEvent event) {
    return event.repo().equals("/subscriptions/" + id);
  }

  /** As the API shows it. */
  Subscription shown() {
    return shown(config);
  }

  /** As the API shows it, with the config's members in another order. */
  Subscription shown(Map<String, String> ordered) {
    return new Subscription(
        id.toString(),
        repo.orElse(null),
        eventTypes.orElse(null),
        "webhook",
        ordered,
        createdAt,
        createdBy,
        suspendedAt.orElse(null),
        failureCount);
  }
}
