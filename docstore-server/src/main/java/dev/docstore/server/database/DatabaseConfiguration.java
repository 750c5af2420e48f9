package dev.docstore.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.server.settings.ServerSettings;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  /** As many connections as two cores keep busy; requests wait for one at most ten seconds. */
  private static final int POOL_SIZE = 16;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(destroyMethod = "close")
  @Lazy
  EmbeddedDatabase embeddedDatabase(ServerSettings settings) {
    return EmbeddedDatabase.start(settings.dataDir(), settings.embeddedPort());
  }

  @Bean
  HikariDataSource dataSource(ServerSettings settings, ObjectProvider<EmbeddedDatabase> embedded) {
    DatabaseUrl url =
        settings.database().orElseGet(() -> DatabaseUrl.parse(embedded.getObject().url()));
    return new HikariDataSource(poolConfig(url));
  }

  private static HikariConfig poolConfig(DatabaseUrl url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("docstore");
    config.setJdbcUrl(url.jdbcUrl());
    if (!url.user().isEmpty()) {
      config.setUsername(url.user());
      config.setPassword(url.password());
    }
    config.setMaximumPoolSize(POOL_SIZE);
    config.setConnectionTimeout(10_000);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("ApplicationName", "docstore-server");
    // Several statements of one shape per transaction: prepare them on the server from the second
    // use on.
    config.addDataSourceProperty("prepareThreshold", "2");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // One forgotten open transaction would hold back every reader of the event log.
    config.addDataSourceProperty(
        "options",
        "-c timezone=UTC -c idle_in_transaction_session_timeout=30000"
            // What a statement costs must not depend on what a planner sees in one array: nested
            // loops over indexes, planned once per connection.
            + " -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c jit=off");
    return config;
  }
}
