package dev.docstore.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.settings.Settings;
import dev.docstore.server.DocStoreServer;
import dev.docstore.server.settings.ServerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code DATABASE_URL} with {@code ?host=/folder}, as Cloud SQL is reached. */
class UnixSocketTest {
  @TempDir Path folder;

  @Test
  void theServerWorksThroughAUnixSocket() throws Exception {
    // The name is such as Cloud SQL gives, with colons.
    Path sockets = Files.createDirectory(folder.resolve("project:region:instance"));
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("unix_socket_directories", sockets.toString())
                .start();
        ConfigurableApplicationContext server =
            DocStoreServer.start(
                ServerSettings.read(
                    Settings.of(new String[0], variables(sockets, postgres.getPort()))))) {
      JdbcClient jdbc = server.getBean(JdbcClient.class);

      assertThat(jdbc.sql("select name from orgs").query(String.class).list())
          .containsExactly("default");
      await().untilAsserted(() -> assertThat(listening(jdbc)).isOne());
      assertThat(
              jdbc.sql(
                      "select distinct client_addr::text from pg_stat_activity"
                          + " where application_name = 'docstore-server'")
                  .query()
                  .listOfRows()
                  .toString())
          .as("nobody came over TCP")
          .isEqualTo(List.of("{client_addr=null}").toString());
    }
  }

  private static Map<String, String> variables(Path sockets, int port) {
    return Map.of(
        "DATABASE_URL",
        "postgres://postgres@/postgres?host=%s&port=%d".formatted(sockets, port),
        "DEV_IDENTITY",
        "admin@example.com",
        "PORT",
        "0",
        "LOG_LEVEL",
        "warn");
  }

  private static long listening(JdbcClient jdbc) {
    return jdbc.sql(
            "select count(*) from pg_stat_activity"
                + " where client_addr is null and query ilike 'listen %'")
        .query(Long.class)
        .single();
  }
}
