package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows 10, 17, 23 and 37 of spec 01 §19: branches. */
class BranchRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row10RefusesNamesThatAreTakenOrCannotBe() {
    repo.post("branch", "{\"name\":\"main\"}")
        .expectError(400, "BAD_REQUEST", "cannot create branch named 'main'");
    repo.post("branch", "{\"name\":\"\"}").expectError(400, "BAD_REQUEST", "name is required");
    repo.post("branch", "{\"name\":\"x/status\"}")
        .expectError(400, "BAD_REQUEST", "branch name may not end in '/status'");
    repo.fork("taken");
    repo.post("branch", "{\"name\":\"taken\"}")
        .expectError(409, "BRANCH_EXISTS", "branch already exists");
    repo.delete("branch/taken").expect(204);
    repo.post("branch", "{\"name\":\"taken\"}")
        .expectError(409, "BRANCH_EXISTS", "branch already exists");
    SERVER
        .api()
        .post("/repos/default/unknown/-/branch", "{\"name\":\"b\"}")
        .expectError(404, "REPO_NOT_FOUND", "repo not found");
  }

  @Test
  void row17MainStaysAsItIs() {
    repo.merge("main").expectError(400, "BAD_REQUEST", "cannot merge main into itself");
    repo.rebase("main").expectError(400, "BAD_REQUEST", "cannot rebase main");
    repo.delete("branch/main").expectError(400, "BAD_REQUEST", "cannot delete branch 'main'");
    repo.send("PATCH", "branch/main", "{\"draft\":true}")
        .expectError(400, "BAD_REQUEST", "cannot modify branch 'main'");
  }

  @Test
  void row23ListsByStatusAndDraft() {
    repo.fork("Zed");
    repo.fork("active");
    repo.fork("merged");
    repo.merge("merged").expect(200);
    repo.fork("gone");
    repo.delete("branch/gone").expect(204);
    repo.post("branch", "{\"name\":\"draft\",\"draft\":true}").expect(201);
    assertThat(names("")).containsExactly("Zed", "active", "gone", "main", "merged");
    assertThat(names("status=merged")).containsExactly("merged");
    assertThat(names("status=abandoned")).containsExactly("gone");
    assertThat(names("status=active")).containsExactly("Zed", "active", "main");
    assertThat(names("draft=true")).containsExactly("draft");
    assertThat(names("include_draft=true"))
        .containsExactly("Zed", "active", "draft", "gone", "main", "merged");
    assertThat(names("draft=true&include_draft=true")).containsExactly("draft");
    assertThat(names("draft=1&include_draft=yes")).doesNotContain("draft");
    assertThat(names("limit=2&after=active")).containsExactly("gone", "main");
    repo.get("branches?status=open").expect(400);
  }

  @Test
  void row37AStaleTagIsRefused() {
    repo.fork("b");
    String stale = repo.etag("b");
    repo.commit("b", "a", "1");
    for (String method : new String[] {"PATCH", "DELETE"}) {
      repo.send(method, "branch/b", "{\"draft\":true}", "If-Match", stale)
          .expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
      repo.send(method, "branch/nowhere", "{\"draft\":true}", "If-Match", stale)
          .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    }
    assertThat(repo.branch("b").get("draft").asBoolean()).isFalse();
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");
  }

  @Test
  void row37AutoMergeIsArmedForTheBranchAsItWasSeen() {
    repo.fork("b");
    String stale = repo.etag("b");
    repo.commit("b", "a", "1");
    for (String method : new String[] {"POST", "DELETE"}) {
      repo.send(method, "branch/b/auto-merge", "", "If-Match", stale)
          .expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
      repo.send(method, "branch/nowhere/auto-merge", "", "If-Match", stale)
          .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
      for (String tag : new String[] {repo.etag("b"), "*", ""}) {
        repo.send(method, "branch/b/auto-merge", "", "If-Match", tag).expect(204);
        assertThat(repo.branch("b").get("auto_merge").asBoolean()).isEqualTo(method.equals("POST"));
      }
      repo.send(method, "branch/b/auto-merge", "").expect(204);
    }
  }

  @Test
  void row37TheExactTagStarAndNoneAreTaken() {
    repo.fork("b");
    String body = "{\"draft\":true}";
    repo.send("PATCH", "branch/b", body, "If-Match", repo.etag("b")).expect(200);
    repo.send("PATCH", "branch/b", body, "If-Match", "*").expect(200);
    repo.send("PATCH", "branch/b", body).expect(200);
    repo.delete("branch/b", "If-Match", repo.etag("b")).expect(204);
    repo.fork("c");
    repo.delete("branch/c", "If-Match", "*").expect(204);
    repo.fork("d");
    repo.delete("branch/d").expect(204);
  }

  private List<String> names(String query) {
    return repo.get("branches?" + query)
        .expect(200)
        .json()
        .valueStream()
        .map(branch -> branch.get("name").asString())
        .toList();
  }
}
