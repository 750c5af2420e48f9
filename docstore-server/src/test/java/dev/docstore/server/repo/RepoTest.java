package dev.docstore.server.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;

class RepoTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final Api stranger = SERVER.as("stranger@example.com");
  private final String repo = SERVER.newRepo();
  private final String org = repo.substring(0, repo.indexOf('/'));

  @Test
  void recordsTheCallerWhateverTheBodySays() {
    String body =
        "{\"owner\":\"%s\",\"name\":\"mine\",\"created_by\":\"somebody@example.com\"}"
            .formatted(org);

    Answer answer = admin.post("/repos", body).expect(201);

    assertThat(answer.json().get("created_by").asString()).isEqualTo("admin@example.com");
  }

  @Test
  void saysWhatIsWrongWithANewRepo() {
    create("", "x").expectError(400, "BAD_REQUEST", "owner is required");
    create(org, "").expectError(400, "BAD_REQUEST", "name is required");
    create(org, "a/-/b")
        .expectError(400, "BAD_REQUEST", "repo name may not contain the segment '-'");
    create(org, "app").expectError(409, "REPO_EXISTS", "repo already exists");
    create("nowhere", "x").expectError(404, "ORG_NOT_FOUND", "org not found");
    stranger
        .post("/repos", "{\"owner\":\"%s\",\"name\":\"x\"}".formatted(org))
        .expectError(403, "FORBIDDEN", "forbidden");
  }

  @Test
  void aStrangerSeesNoRepo() {
    stranger.get("/repos/" + repo).expectError(404, "REPO_NOT_FOUND", "repo not found");
    stranger.delete("/repos/" + repo).expectError(404, "REPO_NOT_FOUND", "repo not found");
    stranger.get("/repos/" + repo + "/-/tree").expectError(403, "FORBIDDEN", "forbidden");
    assertThat(stranger.get("/repos").expect(200).json().at("/repos").findValuesAsString("name"))
        .doesNotContain(repo);
    assertThat(admin.get("/repos").expect(200).json().at("/repos").findValuesAsString("name"))
        .contains(repo);
  }

  @Test
  void onlyAnAdminDeletes() {
    grant(repo, "writer@example.com", "writer");

    SERVER
        .as("writer@example.com")
        .delete("/repos/" + repo)
        .expectError(403, "FORBIDDEN", "forbidden");
    admin.delete("/repos/" + repo).expect(204);
    admin.get("/repos/" + repo).expectError(404, "REPO_NOT_FOUND", "repo not found");
    assertThat(Events.types(SERVER, repo)).endsWith("repo.deleted");
    create(org, "app").expect(201);
  }

  @Test
  void keepsTheLastAdmin() {
    String self = "/repos/" + repo + "/-/roles/admin@example.com";

    admin.delete(self).expect(409);
    admin.send("PUT", self, "{\"role\":\"reader\"}").expect(409);
    grant(repo, "second@example.com", "admin");
    admin.delete(self).expect(204);
    assertThat(Events.last(SERVER, repo, "role.changed").get("role").asString()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithARole() {
    String roles = "/repos/" + repo + "/-/roles/";

    admin
        .send("PUT", roles, "{\"role\":\"reader\"}")
        .expectError(400, "BAD_REQUEST", "identity is required");
    admin
        .send("PUT", roles + "a@example.com", "{\"role\":\"king\"}")
        .expectError(
            400, "BAD_REQUEST", "invalid role; must be reader, writer, maintainer, or admin");
    admin.delete(roles + "a@example.com").expectError(404, "NOT_FOUND", "role not found");
    admin.get("/repos/nowhere/x/-/roles").expectError(404, "REPO_NOT_FOUND", "repo not found");
  }

  private Answer create(String owner, String name) {
    return admin.post("/repos", "{\"owner\":\"%s\",\"name\":\"%s\"}".formatted(owner, name));
  }

  private void grant(String repo, String identity, String role) {
    admin
        .send("PUT", "/repos/" + repo + "/-/roles/" + identity, "{\"role\":\"" + role + "\"}")
        .expect(200);
  }
}
