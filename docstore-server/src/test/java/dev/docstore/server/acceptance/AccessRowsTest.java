package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows 30 to 33 of spec 01 §19: roles. */
class AccessRowsTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
  private final String repo = SERVER.newRepo();
  private final String org = repo.substring(0, repo.indexOf('/'));

  @ParameterizedTest
  @CsvSource({
    // tree, commit to a branch, commit to main, merge, create a release, delete it, roles
    "reader, 200 403 403 403 403 403 403",
    "writer, 200 201 403 403 403 403 403",
    "maintainer, 200 201 201 200 201 403 403",
    "admin, 200 201 201 200 201 204 200"
  })
  void row30EachRoleMayWhatTheTableSays(String role, String expected) {
    String identity = role + "30@example.com";
    grant(repo, identity, role);
    TestRepo own = TestRepo.of(admin, repo);
    own.fork("b");
    TestRepo theirs = own.via(SERVER.as(identity));

    String statuses =
        Stream.of(
                theirs.get("tree"),
                theirs.post("commit", TestRepo.commitBody("b", "a", "1")),
                theirs.post("commit", TestRepo.commitBody("main", "m", "1")),
                theirs.merge("b"),
                theirs.post("releases", "{\"name\":\"v1\"}"),
                theirs.delete("releases/v1"),
                theirs.get("roles"))
            .map(answer -> Integer.toString(answer.status()))
            .collect(Collectors.joining(" "));

    assertThat(statuses).isEqualTo(expected);
  }

  @Test
  void row30WhoMayNotCommitToMainIsNotToldWhatElseIsWrong() {
    grant(repo, "writer31@example.com", "writer");
    TestRepo theirs = TestRepo.of(SERVER.as("writer31@example.com"), repo);

    theirs.post("commit", "{\"branch\":\"main\"}").expectError(403, "FORBIDDEN", "forbidden");
    theirs
        .post("commit", "{\"branch\":\"other\"}")
        .expectError(400, "BAD_REQUEST", "at least one file is required");
  }

  @Test
  void row31ARoleInOneRepoOpensNoOther() {
    admin.post("/repos", "{\"owner\":\"%s\",\"name\":\"other\"}".formatted(org)).expect(201);
    grant(repo, "one@example.com", "admin");

    SERVER.as("one@example.com").get("/repos/" + repo + "/-/roles").expect(200);
    SERVER
        .as("one@example.com")
        .get("/repos/" + org + "/other/-/roles")
        .expectError(403, "FORBIDDEN", "forbidden");
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
  void row33RolesFollowFromTheOrg() {
    admin.post("/orgs/" + org + "/members/owner33@example.com", "{\"role\":\"owner\"}").expect(200);
    admin.post("/orgs/" + org + "/members/m33@example.com", "{\"role\":\"member\"}").expect(200);
    String roles = "/repos/" + repo + "/-/roles";

    SERVER.as("owner33@example.com").get(roles).expect(200);
    SERVER.as("m33@example.com").get("/repos/" + repo).expect(200);
    SERVER.as("m33@example.com").get(roles).expectError(403, "FORBIDDEN", "forbidden");
    SERVER
        .as("stranger33@example.com")
        .get("/repos/" + repo + "/-/tree")
        .expectError(403, "FORBIDDEN", "forbidden");
    grant(repo, "m33@example.com", "admin");
    SERVER.as("m33@example.com").get(roles).expect(200);
  }

  private void grant(String repo, String identity, String role) {
    admin
        .send("PUT", "/repos/" + repo + "/-/roles/" + identity, "{\"role\":\"" + role + "\"}")
        .expect(200);
  }
}
