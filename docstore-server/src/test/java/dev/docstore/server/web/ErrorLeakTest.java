package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the database says never reaches a client, wherever it is said. */
@DatabaseTest
class ErrorLeakTest {
  @Test
  void aFailureIsOneFixedSentenceAndAnIdForTheLog(TestDatabase database) {
    try (TestServer server = TestServer.start(database, Map.of("LOG_LEVEL", "error"))) {
      TestRepo repo = TestRepo.newOn(server);
      repo.commit("main", "a", "1");
      database.execute("alter table file_commits rename to hidden");
      for (String endpoint :
          new String[] {"tree", "file/a", "diff?branch=main", "commit/1", "archive?branch=main"}) {
        assertFixed(repo.get(endpoint));
      }
      assertFixed(repo.post("commit", TestRepo.commitBody("main", "a", "2")));
      database.execute("alter table hidden rename to file_commits");
      assertThat(repo.commit("main", "a", "2")).as("nothing is left of it").isEqualTo(2);
      // Before any controller is reached, too.
      database.execute("alter table roles rename to hidden");
      assertFixed(repo.get("tree"));
      database.execute("alter table hidden rename to roles");
      repo.get("tree").expect(200);
    }
  }

  private static void assertFixed(Answer answer) {
    answer.expectError(500, "INTERNAL_ERROR", "internal server error");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    String id = answer.header("X-Request-Id");
    assertThat(UUID.fromString(String.valueOf(id)).version()).isEqualTo(4);
  }
}
