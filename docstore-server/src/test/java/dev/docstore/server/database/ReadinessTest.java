package dev.docstore.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

@DatabaseTest
class ReadinessTest {
  @Test
  void anInstanceIsReadyAsLongAsItsDatabaseIs(TestDatabase database) {
    try (TestServer server = TestServer.start(database, Map.of("DEV_IDENTITY", ""))) {
      assertThat(server.as("nobody").get("/readyz").expect(200).text())
          .isEqualTo("{\"status\":\"ready\"}\n");

      database.execute("update flyway_schema_history set success = false where version = '9'");
      server
          .as("nobody")
          .get("/readyz")
          .expectError(
              503,
              "SERVICE_UNAVAILABLE",
              "the database lacks migrations; start the server again to run them");

      database.execute("update flyway_schema_history set success = true");
      server.as("nobody").get("/readyz").expect(200);
      server.bean(HikariDataSource.class).close();
      server
          .as("nobody")
          .get("/readyz")
          .expectError(503, "SERVICE_UNAVAILABLE", "the database does not answer");
      server.as("nobody").get("/healthz").expect(200);
    }
  }
}
