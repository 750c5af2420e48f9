package dev.docstore.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spec 01 §4.2, on a server whose seeded repo nobody administers yet. */
@DatabaseTest
class GlobalAdminTest {
  private static final String SEEDED = "/repos/default/default/-/";
  private static TestServer server;
  private static Api admin;
  private static Api stranger;

  @BeforeAll
  static void start(TestDatabase database) {
    server = TestServer.start(database, Map.of());
    admin = server.api();
    stranger = server.as("stranger@example.com");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void row32TheSeededRepoBelongsToTheBootstrapAdminUntilItHasAnAdmin() {
    stranger.get(SEEDED + "tree").expectError(403, "FORBIDDEN", "forbidden");
    admin.get(SEEDED + "tree").expect(200);
    admin.send("PUT", SEEDED + "roles/boss@example.com", "{\"role\":\"admin\"}").expect(200);

    admin.get(SEEDED + "tree").expectError(403, "FORBIDDEN", "forbidden");
    server.as("boss@example.com").delete(SEEDED + "roles/boss@example.com").expect(409);
    server.as("boss@example.com").get(SEEDED + "tree").expect(200);
  }

  @Test
  void onlyTheBootstrapAdminLearnsThatARepoIsUnknown() {
    admin.get("/repos/no/such/-/tree").expectError(404, "REPO_NOT_FOUND", "repo not found");
    stranger.get("/repos/no/such/-/tree").expectError(403, "FORBIDDEN", "forbidden");
    stranger.get("/repos/no/such").expectError(404, "REPO_NOT_FOUND", "repo not found");
  }

  @Test
  void theGlobalAdminManagesOrgsWithoutOwners() {
    admin.get("/orgs/default/members").expect(200);
    admin.post("/orgs/default/members/ann@example.com", "{\"role\":\"owner\"}").expect(200);
    admin.post("/repos", "{\"owner\":\"default\",\"name\":\"second\"}").expect(201);
    server.as("ann@example.com").get("/repos/default/second/-/roles").expect(200);
    admin.delete("/repos/default/second").expect(204);
  }

  @Test
  void aMemberFoundsReposAndAStrangerDoesNot() {
    admin.post("/orgs", "{\"name\":\"founders\"}").expect(201);
    admin.post("/orgs/founders/members/mem@example.com", "{\"role\":\"member\"}").expect(200);
    String repo = "{\"owner\":\"founders\",\"name\":\"app\"}";

    stranger.post("/repos", repo).expectError(403, "FORBIDDEN", "forbidden");
    server.as("mem@example.com").post("/repos", repo).expect(201);
    server.as("mem@example.com").delete("/orgs/founders").expect(403);
    stranger.delete("/orgs/founders").expectError(404, "ORG_NOT_FOUND", "org not found");
    admin.delete("/repos/founders/app").expect(204);
    admin.delete("/orgs/founders").expect(204);
  }

  @Test
  void allEventsAreForTheGlobalAdmin() {
    stranger.get("/events").expectError(403, "FORBIDDEN", "forbidden: global admin required");
  }

  @Test
  void withoutAGlobalAdminNobodySeesAllEvents(TestDatabase database) {
    try (TestServer other = TestServer.start(database, Map.of("BOOTSTRAP_ADMIN", ""))) {
      other
          .api()
          .get("/events")
          .expectError(403, "FORBIDDEN", "forbidden: no global admin configured");
      assertThat(other.api().get("/orgs").expect(200).json().at("/orgs").findValuesAsString("name"))
          .doesNotContain("default");
    }
  }
}
