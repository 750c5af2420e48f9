package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spec 01 §11; page 00 B3, B9, B16. */
class MergeTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void takesOnlyWhatABranchSaysLast() {
    repo.commit("main", "gone", "1", "kept", "1");
    repo.fork("b");
    repo.commit("b", "new", "1", "short", "1");
    repo.commit("b", "new", "2", "short", null, "gone", null);
    repo.merge("b").expect(200);
    assertThat(repo.files("branch=main")).isEqualTo(Map.of("kept", "1", "new", "2"));
    assertThat(
            repo.get("commit/4")
                .json()
                .get("files")
                .valueStream()
                .map(file -> file.get("path").asString()))
        .containsExactly("gone", "new", "short");
  }

  private String version(String path, String query) {
    return repo.get("file/" + path + "?" + query).expect(200).json().get("version_id").asString();
  }

  @Test
  void anIdenticalChangeIsNoConflict() {
    repo.commit("main", "edited", "1", "removed", "1");
    repo.fork("b");
    repo.commit("b", "edited", "2", "removed", null, "added", "x", "own", "1");
    repo.commit("main", "edited", "2", "removed", null, "added", "x");
    assertThat(repo.get("diff?branch=b").json().has("conflicts")).isFalse();
    repo.merge("b").expect(200);
    assertThat(repo.files("branch=main"))
        .isEqualTo(Map.of("added", "x", "edited", "2", "own", "1"));
  }

  @Test
  void theSameBytesWithAnotherModeAreAConflict() {
    repo.fork("b");
    repo.commit("b", "run", "x");
    repo.post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"run\",\"content\":\"eA==\",\"mode\":\"100755\"}]}")
        .expect(201);
    assertThat(repo.merge("b").expect(409).json().get("conflicts")).hasSize(1);
  }

  @Test
  void aModeIsMerged() {
    repo.fork("b");
    repo.post(
            "commit",
            "{\"branch\":\"b\",\"message\":\"m\",\"files\":[{\"path\":\"run\",\"content\":\"eA==\",\"mode\":\"100755\"}]}")
        .expect(201);
    repo.merge("b").expect(200);
    assertThat(repo.get("tree").json().get(0).get("mode").asString()).isEqualTo("100755");
    SuspiciousClient.verify(repo);
  }

  @Test
  void ifMatchIsTheBranchInTheBody() {
    repo.fork("b");
    String stale = repo.etag("b");
    repo.commit("b", "a", "1");
    for (String endpoint : new String[] {"merge", "rebase"}) {
      repo.send("POST", endpoint, "{\"branch\":\"b\"}", "If-Match", stale)
          .expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
      repo.send("POST", endpoint, "{\"branch\":\"nowhere\"}", "If-Match", stale).expect(404);
    }
    repo.send("POST", "merge", "{\"branch\":\"b\"}", "If-Match", repo.etag("b")).expect(200);
  }

  @Test
  void aMergeNeedsABranch() {
    for (String endpoint : new String[] {"merge", "rebase"}) {
      repo.post(endpoint, "{}").expectError(400, "BAD_REQUEST", "branch is required");
      Answer unknown = repo.post(endpoint, "{\"branch\":\"nowhere\"}");
      unknown.expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    }
  }

  @Test
  void diffsWhatBothSidesChanged() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "b", "1", "a", null);
    repo.post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"m\",\"content\":\"eA==\",\"content_type\":\"image/png\"}]}")
        .expect(201);
    assertThat(repo.get("diff?branch=b").expect(200).text())
        .isEqualTo(
            "{\"branch_changes\":[{\"path\":\"a\",\"version_id\":null},{\"path\":\"b\",\"version_id\":\"%s\"}],\"main_changes\":[{\"path\":\"m\",\"version_id\":\"%s\",\"binary\":true}]}\n"
                .formatted(version("b", "branch=b"), version("m", "branch=main")));
    repo.get("diff").expectError(400, "BAD_REQUEST", "branch parameter is required");
    repo.get("diff?branch=nowhere").expectError(404, "BRANCH_NOT_FOUND", "branch not found");
  }
}
