package dev.docstore.server.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the tailer and its readers ask the database. */
@Component
class LogTable {
  private final JdbcClient jdbc;

  LogTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Rows after the position together with the snapshot they were read in: one statement, so one.
   */
  Look look(long position, int limit) {
    List<LoggedEvent> rows = new ArrayList<>();
    long[] oldestRunning = new long[1];
    jdbc.sql(
            """
            select pg_snapshot_xmin(s.snapshot)::text::bigint, e.seq, e.repo, e.type, e.payload
            from (select pg_current_snapshot() as snapshot) as s
            left join lateral (
              select seq, repo, type, payload from event_log where seq > ? order by seq limit ?
            ) as e on true
            order by e.seq
            """)
        .params(position, limit)
        .query(
            row -> {
              oldestRunning[0] = row.getLong(1);
              if (row.getString(3) != null) {
                rows.add(event(row, 2));
              }
            });
    return new Look(oldestRunning[0], rows);
  }

  /** A transaction id that is larger than all that were handed out before. */
  long newTransactionId() {
    return jdbc.sql("select pg_current_xact_id()::text::bigint").query(Long.class).single();
  }

  List<LoggedEvent> between(long after, long upTo, EventFilter filter, int limit) {
    String @Nullable [] types =
        filter.types().map(wanted -> wanted.toArray(String[]::new)).orElse(null);
    Optional<String> repo = filter.repo();
    // Two statements, so that each has the one plan that fits: a quiet repo's past is found by
    // index.
    JdbcClient.StatementSpec statement =
        repo.isPresent()
            ? jdbc.sql(
                    """
                    select seq, repo, type, payload from event_log
                    where repo = :repo and seq > :after and seq <= :upTo
                      and (:types::text[] is null or type = any (:types::text[]))
                    order by seq limit :limit
                    """)
                .param("repo", repo.get())
            : jdbc.sql(
                """
                select seq, repo, type, payload from event_log
                where seq > :after and seq <= :upTo
                  and (:types::text[] is null or type = any (:types::text[]))
                order by seq limit :limit
                """);
    return statement
        .param("after", after)
        .param("upTo", upTo)
        .param("types", types)
        .param("limit", limit)
        .query((row, _) -> event(row, 1))
        .list();
  }

  /** The numbers of all events after the position that are committed by now. */
  Set<Long> committedAfter(long position) {
    return new HashSet<>(
        jdbc.sql("select seq from event_log where seq > ?")
            .param(position)
            .query(Long.class)
            .list());
  }

  long end() {
    return jdbc.sql("select coalesce(max(seq), 0) from event_log").query(Long.class).single();
  }

  long savedPosition() {
    return jdbc.sql("select greatest(settled, pruned) from event_log_ends")
        .query(Long.class)
        .single();
  }

  void savePosition(long position) {
    jdbc.sql("update event_log_ends set settled = ? where settled < ?")
        .params(position, position)
        .update();
  }

  /** Where what is left of the log begins, if events after the cursor have been deleted. */
  OptionalLong earliestIfPrunedAfter(long cursor) {
    return jdbc.sql(
            """
            select coalesce((select min(seq) from event_log), pruned + 1)
            from event_log_ends where pruned > ?
            """)
        .param(cursor)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private static LoggedEvent event(ResultSet row, int first) throws SQLException {
    return new LoggedEvent(
        row.getLong(first),
        row.getString(first + 1),
        row.getString(first + 2),
        row.getBytes(first + 3));
  }
}
