package dev.docstore.server.database;

import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Asks the configured database for an answer before anything is started that needs it. */
public final class FirstContact {
  private static final String PATIENCE_SECONDS = "10";

  private FirstContact() {}

  /**
   * Connects, asks and disconnects.
   *
   * @throws BadSettingException in one line, without the password, when there is no answer
   */
  public static void require(DatabaseUrl url) {
    Properties properties = new Properties();
    if (!url.user().isEmpty()) {
      properties.setProperty("user", url.user());
      properties.setProperty("password", url.password());
    }
    properties.setProperty("loginTimeout", PATIENCE_SECONDS);
    try (Connection connection = DriverManager.getConnection(url.jdbcUrl(), properties);
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    } catch (SQLException e) {
      throw new BadSettingException("cannot connect to the database of DATABASE_URL: " + reason(e));
    }
  }

  private static String reason(SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    Throwable cause = e.getCause();
    return cause == null
        ? message
        : "%s (%s: %s)".formatted(message, cause.getClass().getSimpleName(), cause.getMessage());
  }
}
