package dev.docstore.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An empty, migrated database; closed and dropped with the test class. */
public final class TestDatabase implements AutoCloseable {
  private final TestPostgres server;
  private final String name;
  private final HikariDataSource pool;
  private final boolean ownsServer;

  private TestDatabase(TestPostgres server, boolean ownsServer) {
    this.server = server;
    this.ownsServer = ownsServer;
    this.name = server.createDatabase();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.jdbcUrl(name));
    config.setUsername("postgres");
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    config.setPoolName(name);
    this.pool = new HikariDataSource(config);
  }

  /** A database that lives as long as the JVM, for a server that many test classes share. */
  public static TestDatabase forThisJvm() {
    return create();
  }

  static TestDatabase create() {
    return new TestDatabase(TestPostgres.shared(), false);
  }

  static TestDatabase onItsOwnServer() {
    return new TestDatabase(TestPostgres.start(), true);
  }

  /** A small pool; safe for concurrent use. */
  public DataSource dataSource() {
    return pool;
  }

  /** {@code jdbc:postgresql://…} with the user in it. */
  public String jdbcUrl() {
    return server.jdbcUrl(name) + "?user=postgres";
  }

  /** {@code postgres://…}, as {@code DATABASE_URL} is written. */
  public String url() {
    return "postgres://postgres@127.0.0.1:" + server.port() + "/" + name;
  }

  /** Runs one statement, for set-up and for damage done behind the code's back. */
  public void execute(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row as text; null when there is no row or it is null. */
  public @Nullable String queryText(String sql) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    pool.close();
    if (ownsServer) {
      server.close();
    } else {
      server.dropDatabase(name);
    }
  }
}
