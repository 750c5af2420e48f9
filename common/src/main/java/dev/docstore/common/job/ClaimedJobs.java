package dev.docstore.common.job;

import dev.docstore.common.token.RequestToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds the job that a request token stands for: the one look-up that the server, the scheduler and
 * the token issuer share (spec 03 §2.3).
 */
public final class ClaimedJobs {
  /**
   * A job that is being worked on.
   *
   * @param triggerType empty when unknown
   * @param permissions what the job's token may write (spec 03 §16.2)
   */
  public record ClaimedJob(
      String id,
      String repo,
      String branch,
      long sequence,
      String triggerType,
      List<String> permissions) {}

  private static final String BY_TOKEN =
      """
      select id::text, repo, branch, sequence, coalesce(trigger_type, ''), permissions
      from ci_jobs
      where request_token = ? and request_token_exp > now() and status = 'claimed'
      """;

  private final DataSource dataSource;

  public ClaimedJobs(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * The job of that token, if the token is known, not expired, and its job still claimed.
   *
   * @throws SQLException when the database does not answer; the caller decides what its clients see
   *     then
   */
  public Optional<ClaimedJob> find(RequestToken token) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(BY_TOKEN)) {
      statement.setString(1, token.hash());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new ClaimedJob(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5),
                    List.of((String[]) row.getArray(6).getArray())))
            : Optional.empty();
      }
    }
  }
}
