package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.web.ETag;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §8 and its rows of §19. */
class BranchTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  private List<String> names(String query) {
    return repo.get("branches?" + query)
        .expect(200)
        .json()
        .valueStream()
        .map(branch -> branch.get("name").asString())
        .toList();
  }

  @Test
  void row10_refusesNamesThatAreTakenOrCannotBe() {
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
  void forksFromMainsHead() {
    repo.commit("main", "a", "1");
    assertThat(repo.post("branch", "{\"name\":\"a/b\"}").expect(201).text())
        .isEqualTo("{\"name\":\"a/b\",\"base_sequence\":1}\n");
    assertThat(repo.post("branch", "{\"name\":\"d\",\"draft\":true}").expect(201).text())
        .isEqualTo("{\"name\":\"d\",\"base_sequence\":1,\"draft\":true}\n");
    assertThat(repo.get("branch/a/b").expect(200).text())
        .startsWith(
            "{\"repo\":\"%s\",\"name\":\"a/b\",\"head_sequence\":1,\"base_sequence\":1,\"status\":\"active\",\"draft\":false,\"auto_merge\":false"
                .formatted(repo.name()));
    assertThat(Events.last(SERVER, repo.name(), "branch.created").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"d\",\"base_sequence\":1,\"created_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
    repo.get("branch/nowhere").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }

  @Test
  void row17_mainStaysAsItIs() {
    repo.merge("main").expectError(400, "BAD_REQUEST", "cannot merge main into itself");
    repo.rebase("main").expectError(400, "BAD_REQUEST", "cannot rebase main");
    repo.delete("branch/main").expectError(400, "BAD_REQUEST", "cannot delete branch 'main'");
    repo.send("PATCH", "branch/main", "{\"draft\":true}")
        .expectError(400, "BAD_REQUEST", "cannot modify branch 'main'");
  }

  @Test
  void row23_listsByStatusAndDraft() {
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
  void row37_aStaleTagIsRefused() {
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
  void row37_theExactTagStarAndNoneAreTaken() {
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

  @Test
  void flagsDoNotChangeTheTag() {
    repo.fork("b");
    String tag = repo.etag("b");
    assertThat(repo.send("PATCH", "branch/b", "{\"draft\":true}").expect(200).text())
        .isEqualTo("{\"name\":\"b\",\"draft\":true}\n");
    assertThat(repo.etag("b")).isEqualTo(tag);
    assertThat(repo.send("PATCH", "branch/b", "{}").expect(200).text())
        .isEqualTo("{\"name\":\"b\",\"draft\":false}\n");
    assertThat(Events.last(SERVER, repo.name(), "branch.draft.updated").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"draft\":false,\"updated_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
  }

  @Test
  void anAbandonedBranchStaysReadable() {
    repo.fork("b");
    repo.commit("b", "a", "1");
    Answer gone = repo.delete("branch/b").expect(204);
    assertThat(gone.bytes()).isEmpty();
    assertThat(repo.text("a", "branch=b")).isEqualTo("1");
    assertThat(Events.last(SERVER, repo.name(), "branch.abandoned").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"abandoned_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
    repo.delete("branch/b")
        .expectError(409, "BRANCH_NOT_ACTIVE", "branch is already merged or abandoned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "DELETE"})
  void anUnknownBranchIsNotFound(String method) {
    repo.send(method, "branch/nowhere", "{}")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }

  /** The vectors of spec 01 §1.6. */
  @Test
  void theTagIsThatOfTheContract() {
    assertThat(ETag.of("default/default", "feat", "4").value())
        .isEqualTo("\"462de82b428565ec2682360d84a51c805f93c942970f89446b65ae6122ae1bfa\"");
    assertThat(ETag.of("default/default", "feat", "7").value())
        .isEqualTo("\"42bc2cd4a1fcf5b63c0623088930f0a6fa04f39fbdf1f94c99f018c71e8aee27\"");
  }
}
