package dev.docstore.server.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** Connections outside the pool, for what holds one as long as the server lives. */
@Component
public class DedicatedConnections {
  private final HikariDataSource pool;

  DedicatedConnections(HikariDataSource pool) {
    this.pool = pool;
  }

  /** A new connection to the same database; the caller closes it. */
  public Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    if (pool.getUsername() != null) {
      properties.setProperty("user", pool.getUsername());
      properties.setProperty("password", pool.getPassword());
    }
    // It is silent for hours: without probes a peer that vanished would never be noticed.
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(pool.getJdbcUrl(), properties);
  }
}
