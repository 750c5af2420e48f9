package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import org.junit.jupiter.api.Test;

/** Rows 46 and 48 of spec 01 §19: routes. */
class RoutingRowsTest {
  private static final TestServer SERVER = TestServer.shared();

  private final Api admin = SERVER.api();
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
  void row46NoSlashNeedsNoRedirect() {
    Answer answer = create(org, "plain").expect(201);

    assertThat(answer.header("Location")).isNull();
  }

  @Test
  void row48APathIsCutAtItsFirstDash() {
    create(org, "team/sub").expect(201);
    TestRepo app = TestRepo.of(admin, repo);
    app.post("branch", "{\"name\":\"a/b/c\"}").expect(201);
    admin.commit(org + "/team/sub", "main", "f", "1");

    assertThat(admin.get("/repos").expect(200).json().at("/repos").isArray()).isTrue();
    admin.get("/repos/").expectError(404, "NOT_FOUND", "not found");
    assertThat(admin.get("/repos/" + repo).expect(200).json().get("name").asString())
        .isEqualTo(repo);
    assertThat(app.branch("a/b/c").get("name").asString()).isEqualTo("a/b/c");
    assertThat(TestRepo.of(admin, org + "/team/sub").paths("")).containsExactly("f");
    assertThat(TestRepo.of(admin, (org + "/team/sub").replace("/", "%2F")).paths(""))
        .containsExactly("f");
  }

  private Answer create(String owner, String name) {
    return admin.post("/repos", "{\"owner\":\"%s\",\"name\":\"%s\"}".formatted(owner, name));
  }
}
