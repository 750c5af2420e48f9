package dev.docstore.server.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RepoTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final Api stranger = SERVER.as("stranger@example.com");
  private final String repo = SERVER.newRepo();
  private final String org = repo.substring(0, repo.indexOf('/'));

  @Test
  void row46MakesARepoWithItsFounderAsAdmin() {
    Answer answer = create(org, "team/tool").expect(201);

    assertThat(answer.text())
        .matches(
            "\\{\"name\":\"%s/team/tool\",\"owner\":\"%s\",\"created_at\":\"[^\"]+Z\",\"created_by\":\"admin@example.com\"}\n"
                .formatted(org, org));
    assertThat(admin.get("/repos/" + org + "/team/tool/-/roles").text())
        .isEqualTo("{\"roles\":[{\"identity\":\"admin@example.com\",\"role\":\"admin\"}]}\n");
    assertThat(Events.types(SERVER, org + "/team/tool")).containsExactly("repo.created");
  }

  @Test
  void recordsTheCallerWhateverTheBodySays() {
    String body =
        "{\"owner\":\"%s\",\"name\":\"mine\",\"created_by\":\"somebody@example.com\"}"
            .formatted(org);

    Answer answer = admin.post("/repos", body).expect(201);

    assertThat(answer.json().get("created_by").asString()).isEqualTo("admin@example.com");
  }

  @Test
  void row36RefusesAnOwnerWithASlash() {
    create(org + "/team", "x")
        .expectError(400, "BAD_REQUEST", "owner must match first segment of repo name");
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
  void row31ARoleInOneRepoOpensNoOther() {
    create(org, "other").expect(201);
    grant(repo, "one@example.com", "admin");

    SERVER.as("one@example.com").get("/repos/" + repo + "/-/roles").expect(200);
    SERVER
        .as("one@example.com")
        .get("/repos/" + org + "/other/-/roles")
        .expectError(403, "FORBIDDEN", "forbidden");
  }

  @Test
  void row30RolesAreForAdmins() {
    for (String role : new String[] {"reader", "writer", "maintainer"}) {
      grant(repo, role + "@example.com", role);
      SERVER
          .as(role + "@example.com")
          .get("/repos/" + repo + "/-/roles")
          .expectError(403, "FORBIDDEN", "forbidden");
    }
    admin.get("/repos/" + repo + "/-/roles").expect(200);
  }

  @Test
  void row33RolesFollowFromTheOrg() {
    admin.post("/orgs/" + org + "/members/owner33@example.com", "{\"role\":\"owner\"}").expect(200);
    admin.post("/orgs/" + org + "/members/m33@example.com", "{\"role\":\"member\"}").expect(200);
    String roles = "/repos/" + repo + "/-/roles";

    SERVER.as("owner33@example.com").get(roles).expect(200);
    SERVER.as("m33@example.com").get("/repos/" + repo).expect(200);
    SERVER.as("m33@example.com").get(roles).expectError(403, "FORBIDDEN", "forbidden");
    grant(repo, "m33@example.com", "admin");
    SERVER.as("m33@example.com").get(roles).expect(200);
  }

  @Test
  void row32TheBootstrapAdminRulesWhereNobodyElseDoes() {
    Api founder = SERVER.as("founder32@example.com");
    founder.post("/orgs", "{\"name\":\"bootstrapped\"}").expect(201);
    founder.post("/repos", "{\"owner\":\"bootstrapped\",\"name\":\"app\"}").expect(201);
    String roles = "/repos/bootstrapped/app/-/roles";
    admin.get(roles).expectError(403, "FORBIDDEN", "forbidden");

    SERVER
        .bean(JdbcClient.class)
        .sql("delete from roles where identity = 'founder32@example.com'")
        .update();

    admin.get(roles).expect(200);
    admin.send("PUT", roles + "/other32@example.com", "{\"role\":\"admin\"}").expect(200);
    admin.get(roles).expectError(403, "FORBIDDEN", "forbidden");
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
