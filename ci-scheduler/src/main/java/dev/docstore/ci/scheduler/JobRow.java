package dev.docstore.ci.scheduler;

import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.JobStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@code ci_jobs} row. */
final class JobRow {
  private JobRow() {}

  static CiJob job(ResultSet row, int number) throws SQLException {
    return new CiJob(
        row.getString("id"),
        row.getString("repo"),
        row.getString("branch"),
        row.getLong("sequence"),
        JobStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        instant(row, "claimed_at"),
        instant(row, "last_heartbeat_at"),
        row.getString("worker_pod"),
        row.getString("worker_pod_ip"),
        row.getString("log_url"),
        row.getString("error_message"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("trigger_type"),
        row.getString("trigger_branch"),
        row.getString("trigger_base_branch"),
        row.getString("trigger_proposal_id"),
        List.of((String[]) row.getArray("permissions").getArray()));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
