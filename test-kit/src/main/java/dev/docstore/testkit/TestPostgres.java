package dev.docstore.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with a migrated template; fast rather than durable, since no test outlives
 * it.
 */
final class TestPostgres implements AutoCloseable {
  private static final String TEMPLATE = "docstore_template";
  private static final Object LOCK = new Object();
  private static @Nullable TestPostgres shared;

  private final EmbeddedPostgres postgres;

  private TestPostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** The one of this JVM, started on first use. */
  static TestPostgres shared() {
    synchronized (LOCK) {
      TestPostgres current = shared;
      if (current == null) {
        current = start();
        shared = current;
      }
      return current;
    }
  }

  static TestPostgres start() {
    try {
      TestPostgres server =
          new TestPostgres(
              EmbeddedPostgres.builder()
                  .setServerConfig("max_connections", "300")
                  .setServerConfig("timezone", "UTC")
                  .setServerConfig("unix_socket_directories", "")
                  .start());
      server.run("create database " + TEMPLATE);
      Flyway.configure()
          .dataSource(server.jdbcUrl(TEMPLATE), "postgres", "")
          .locations("classpath:db/migration", "classpath:dev/docstore/common/job/migration")
          .failOnMissingLocations(false)
          .load()
          .migrate();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  int port() {
    return postgres.getPort();
  }

  String createDatabase() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    // Two copies of one template cannot be made at once.
    synchronized (LOCK) {
      run("create database " + name + " template " + TEMPLATE);
    }
    return name;
  }

  void dropDatabase(String name) {
    run("drop database if exists " + name + " with (force)");
  }

  private void run(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
