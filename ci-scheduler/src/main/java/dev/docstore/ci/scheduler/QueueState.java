package dev.docstore.ci.scheduler;

import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.CiJobRow;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the queue without changing it. */
final class QueueState {
  /**
   * A job and where its live logs are.
   *
   * @param logPort as the worker named it when it claimed
   */
  record Run(CiJob job, Optional<Integer> logPort) {}

  private final JdbcClient jdbc;

  QueueState(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The job with that id; a text that is no id is the id of nothing. */
  Optional<Run> find(String id) {
    return parse(id)
        .flatMap(
            uuid ->
                jdbc.sql("select * from ci_jobs where id = :id")
                    .param("id", uuid)
                    .query(
                        (row, number) ->
                            new Run(
                                CiJobRow.job(row, number),
                                Optional.ofNullable(
                                    row.getObject("worker_log_port", Integer.class))))
                    .optional());
  }

  private static Optional<UUID> parse(String id) {
    try {
      // UUID.fromString takes shortened groups; an id has one spelling but for its case.
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equalsIgnoreCase(id) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** How many jobs wait. */
  long depth() {
    return jdbc.sql("select count(*) from ci_jobs where status = 'queued'")
        .query(Long.class)
        .single();
  }

  /** How many jobs wait and how many are under way, by status. */
  Map<String, Long> unfinished() {
    Map<String, Long> counts = new TreeMap<>(Map.of("queued", 0L, "claimed", 0L));
    jdbc.sql(
            """
            select status::text as status, count(*) as jobs
            from ci_jobs
            where status in ('queued', 'claimed')
            group by status
            """)
        .query((row, _) -> counts.put(row.getString("status"), row.getLong("jobs")))
        .list();
    return counts;
  }

  /** For how many seconds the oldest waiting job has waited; 0 when none does. */
  double oldestWaitSeconds() {
    return jdbc.sql(
            """
            select coalesce(extract(epoch from now() - min(created_at)), 0)
            from ci_jobs
            where status = 'queued'
            """)
        .query(Double.class)
        .single();
  }
}
