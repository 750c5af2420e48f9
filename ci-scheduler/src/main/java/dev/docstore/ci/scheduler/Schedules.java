package dev.docstore.ci.scheduler;

import dev.docstore.common.cron.Cron;
import dev.docstore.common.cron.InvalidCronException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The index of schedules: what stands in the {@code ci.yaml} of every {@code main}, by when it is
 * due (page 00 E10). It is read anew where {@code main} changed, and nowhere else.
 */
final class Schedules {
  /** More in one file are ignored: one repo must not fill the index. */
  static final int MAX_ENTRIES = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  /**
   * A repo whose {@code main} changed since it was last read.
   *
   * @param changes how often, when this was looked at
   */
  record Change(String repo, long changes) {}

  /**
   * An entry that is due.
   *
   * @param position its place in the file, from 0
   * @param at the minute at which it fires
   */
  record Due(String repo, int position, String cron, Instant at) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Schedules(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Notes that the main of these repos is to be read. */
  void changed(Collection<String> repos) {
    jdbc.sql(
            """
            insert into ci_schedule_changes as known (repo)
            select distinct unnest(:repos::text[])
            on conflict (repo) do update set changes = known.changes + 1, retry_at = now()
            """)
        .param("repos", repos.toArray(String[]::new))
        .update();
  }

  /** Some of the repos that are to be read now. */
  List<Change> changes() {
    return jdbc.sql(
            """
            select repo, changes
            from ci_schedule_changes
            where retry_at <= now()
            order by retry_at, repo
            limit 50
            """)
        .query((row, _) -> new Change(row.getString(1), row.getLong(2)))
        .list();
  }

  /** The repo could not be read; it is tried again in half a minute. */
  void postpone(Change change) {
    jdbc.sql(
            """
            update ci_schedule_changes
            set retry_at = now() + interval '30 seconds'
            where repo = :repo and changes = :changes
            """)
        .param("repo", change.repo())
        .param("changes", change.changes())
        .update();
  }

  /** Files what was read, unless main has changed again meanwhile: then it is read again. */
  void replace(Change change, List<String> crons) {
    transaction.executeWithoutResult(
        _ -> {
          if (settle(change)) {
            int kept = Math.min(crons.size(), MAX_ENTRIES);
            jdbc.sql("delete from ci_schedules where repo = :repo and position >= :kept")
                .param("repo", change.repo())
                .param("kept", kept)
                .update();
            for (int position = 0; position < kept; position++) {
              file(change.repo(), position, crons.get(position));
            }
          }
        });
    if (crons.size() > MAX_ENTRIES) {
      LOG.warn("only the first {} schedules of {} count", MAX_ENTRIES, change.repo());
    }
  }

  private boolean settle(Change change) {
    return jdbc.sql("delete from ci_schedule_changes where repo = :repo and changes = :changes")
            .param("repo", change.repo())
            .param("changes", change.changes())
            .update()
        == 1;
  }

  private void file(String repo, int position, String cron) {
    Optional<Instant> next = next(repo, cron, clock.instant());
    if (next.isEmpty()) {
      jdbc.sql("delete from ci_schedules where repo = :repo and position = :position")
          .param("repo", repo)
          .param("position", position)
          .update();
      return;
    }
    // An entry that stays as it is keeps a minute that is due and not yet served.
    jdbc.sql(
            """
            insert into ci_schedules as known (repo, position, cron, next_at)
            values (:repo, :position, :cron, :next)
            on conflict (repo, position) do update
            set cron = excluded.cron,
                next_at = case when known.cron = excluded.cron then known.next_at
                               else excluded.next_at end
            """)
        .param("repo", repo)
        .param("position", position)
        .param("cron", cron)
        .param("next", time(next.get()))
        .update();
  }

  /** The repo is gone, and its schedules with it. */
  void forget(String repo) {
    jdbc.sql("delete from ci_schedules where repo = :repo").param("repo", repo).update();
  }

  /** What is due. */
  List<Due> due() {
    return jdbc.sql(
            """
            select repo, position, cron, next_at
            from ci_schedules
            where next_at <= :now
            order by next_at, repo, position
            limit 1000
            """)
        .param("now", time(clock.instant()))
        .query(
            (row, _) ->
                new Due(
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getObject(4, OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Moves the entry to its first minute after that instant, unless somebody else has moved it. */
  void moveOn(Due due, Instant after) {
    Optional<Instant> next = next(due.repo(), due.cron(), after);
    String change =
        next.isPresent()
            ? "update ci_schedules set next_at = :next where "
            : "delete from ci_schedules where cast(:next as timestamptz) is null and ";
    jdbc.sql(change + "repo = :repo and position = :position and cron = :cron and next_at = :at")
        .param("next", next.map(Schedules::time).orElse(null))
        .param("repo", due.repo())
        .param("position", due.position())
        .param("cron", due.cron())
        .param("at", time(due.at()))
        .update();
  }

  private static Optional<Instant> next(String repo, String cron, Instant after) {
    try {
      return Cron.parse(cron).next(after);
    } catch (InvalidCronException e) {
      LOG.warn("a schedule of {} is skipped: {}", repo, e.getMessage());
      return Optional.empty();
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
