package dev.docstore.server.webhook;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who delivers for a subscription. A lease is committed before the request goes out, so that
 * instances share the work and no transaction is open during a delivery; whoever dies holding one
 * loses it by the clock of the database.
 */
@Component
class Leases {
  /** Longer than a delivery can take. */
  static final Duration LENGTH = Duration.ofSeconds(30);

  /** Failures in a row after which an endpoint is left alone (page 00 C4). */
  static final int FAILURES_TO_SUSPEND = 10;

  /**
   * Which subscriptions may have something to deliver.
   *
   * @param everything look at all that lag behind, whatever happened
   * @param repos repo keys of new events
   * @param types types of new events
   * @param ids subscriptions known to have more
   */
  record Candidates(
      boolean everything,
      Collection<String> repos,
      Collection<String> types,
      Collection<UUID> ids) {}

  private final JdbcClient jdbc;

  Leases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes free subscriptions that are due: candidates, those to be tried again, and those whose
   * deliverer died.
   *
   * @param lease names the taker
   * @param position nothing beyond it can be delivered yet
   */
  List<StoredSubscription> take(UUID lease, Candidates candidates, long position, int limit) {
    return jdbc.sql(
            """
            update event_subscriptions
            set lease = :lease, leased_until = now() + :length * interval '1 second'
            where id in (
              select id from event_subscriptions
              where suspended_at is null and next_attempt <= now() and cursor < :position
                and (leased_until is null or leased_until <= now())
                and (:everything
                     or failures > 0
                     or leased_until is not null
                     or id = any (:ids::uuid[])
                     or ((repo is null or repo = any (:repos::text[]))
                         and (event_types is null or event_types && :types::text[])))
              order by next_attempt, id
              limit :limit
              for update skip locked)
            returning *
            """)
        .param("lease", lease)
        .param("length", LENGTH.toSeconds())
        .param("position", position)
        .param("everything", candidates.everything())
        .param("ids", candidates.ids().toArray(UUID[]::new))
        .param("repos", candidates.repos().toArray(String[]::new))
        .param("types", candidates.types().toArray(String[]::new))
        .param("limit", limit)
        .query((row, _) -> StoredSubscription.of(row))
        .list();
  }

  /**
   * Moves the cursor past an event that was delivered and prolongs the lease.
   *
   * @return the subscription as it is now; empty when it or the lease is gone
   */
  Optional<StoredSubscription> delivered(UUID id, UUID lease, long seq) {
    return jdbc.sql(
            """
            update event_subscriptions
            set cursor = :seq, failures = 0, next_attempt = now(),
                leased_until = now() + :length * interval '1 second'
            where id = :id and lease = :lease
            returning *
            """)
        .param("id", id)
        .param("lease", lease)
        .param("seq", seq)
        .param("length", LENGTH.toSeconds())
        .query((row, _) -> StoredSubscription.of(row))
        .optional();
  }

  /**
   * Counts a failure and gives the lease back; the event is tried again after the pause, unless the
   * endpoint has now failed too often or is gone.
   *
   * @return the subscription as it is now; empty when it or the lease is gone
   */
  Optional<StoredSubscription> failed(UUID id, UUID lease, Duration pause, boolean gone) {
    return jdbc.sql(
            """
            update event_subscriptions
            set failures = failures + 1,
                next_attempt = now() + :pause * interval '1 second',
                suspended_at = case when :gone or failures + 1 >= :most then now() end,
                failure_count = failure_count + case when :gone or failures + 1 >= :most then 1 else 0 end,
                lease = null, leased_until = null
            where id = :id and lease = :lease
            returning *
            """)
        .param("id", id)
        .param("lease", lease)
        .param("pause", pause.toSeconds())
        .param("gone", gone)
        .param("most", FAILURES_TO_SUSPEND)
        .query((row, _) -> StoredSubscription.of(row))
        .optional();
  }

  /** Gives the lease back; everything up to the cursor is delivered or not wanted. */
  void release(UUID id, UUID lease, long cursor) {
    jdbc.sql(
            """
            update event_subscriptions
            set cursor = greatest(cursor, :cursor), lease = null, leased_until = null
            where id = :id and lease = :lease
            """)
        .param("id", id)
        .param("lease", lease)
        .param("cursor", cursor)
        .update();
  }
}
