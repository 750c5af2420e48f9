package dev.docstore.common.job;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of {@code V100} and {@code V101}, which the server's migrations make: services that
 * only use them wait here until they are there.
 */
public final class JobTables {
  private static final Logger LOG = LoggerFactory.getLogger(JobTables.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private JobTables() {}

  /**
   * Returns once the database answers and holds the tables.
   *
   * @throws BadSettingException when that takes longer than the limit; the message says what to do
   */
  public static void await(DataSource dataSource, Duration limit) throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    boolean told = false;
    while (true) {
      String problem = problem(dataSource);
      if (problem.isEmpty()) {
        return;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new BadSettingException(problem);
      }
      if (!told) {
        LOG.info("waiting for the database: {}", problem);
        told = true;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static String problem(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select to_regclass('ci_jobs') is not null
                   and to_regclass('ci_oidc_tokens') is not null
                   and to_regclass('ci_schedules') is not null
                """)) {
      row.next();
      return row.getBoolean(1)
          ? ""
          : "the database of DATABASE_URL has no up-to-date table ci_jobs yet;"
              + " start the DocStore server of this version on it, which creates it";
    } catch (SQLException e) {
      return "the database of DATABASE_URL does not answer: " + e.getMessage();
    }
  }
}
