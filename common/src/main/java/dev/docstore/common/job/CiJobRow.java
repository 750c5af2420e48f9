package dev.docstore.common.job;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a {@code ci_jobs} row as a {@link CiJob}, for the scheduler and the server alike. */
public final class CiJobRow {
  private CiJobRow() {}

  /**
   * The job of the current row, whose columns carry the table's names.
   *
   * @param number not looked at: it makes this usable as a row mapper
   */
  public static CiJob job(ResultSet row, int number) throws SQLException {
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
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("trigger_type"),
        row.getString("trigger_branch"),
        row.getString("trigger_base_branch"),
        row.getString("trigger_proposal_id"),
        Objects.requireNonNull(texts(row, "permissions")),
        row.getShort("attempt"),
        texts(row, "checks"));
  }

  private static @Nullable List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? null : List.of((String[]) array.getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
