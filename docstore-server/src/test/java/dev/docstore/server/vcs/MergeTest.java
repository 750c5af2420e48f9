package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Spec 01 §11 and its rows of §19; page 00 B3, B9, B16. */
class MergeTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row12_aMergeIsOneCommitOnMain() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "b", "2");
    assertThat(repo.merge("b").expect(200).text()).isEqualTo("{\"sequence\":3}\n");
    assertThat(repo.branch("main").get("head_sequence").asLong()).isEqualTo(3);
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("merged");
    assertThat(repo.branch("b").get("head_sequence").asLong()).isEqualTo(2);
    assertThat(repo.branch("b").get("base_sequence").asLong()).isEqualTo(1);
    assertThat(repo.files("branch=main")).isEqualTo(Map.of("a", "1", "b", "2"));
    JsonNode commit = repo.get("commit/3").expect(200).json();
    assertThat(commit.get("author").asString()).isEqualTo(TestServer.ADMIN);
    assertThat(commit.get("message").asString()).isEqualTo("merge branch 'b'");
    assertThat(commit.get("branch").asString()).isEqualTo("main");
    ChainCheck.verify(repo);
  }

  @Test
  void row12_tellsOfItInOneEvent() {
    repo.fork("b");
    repo.commit("b", "a", "1");
    repo.merge("b").expect(200);
    assertThat(Events.types(SERVER, repo.name()))
        .containsExactly("repo.created", "branch.created", "commit.created", "branch.merged");
    assertThat(Events.last(SERVER, repo.name(), "branch.merged").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"sequence\":2,\"merged_by\":\"%s\"}"
                .formatted(repo.name(), TestServer.ADMIN));
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

  @Test
  void row13_aConflictChangesNothing() {
    repo.commit("main", "a", "base");
    repo.fork("b");
    repo.commit("b", "a", "ours", "own", "1");
    repo.commit("main", "a", "theirs");
    String main = version("a", "branch=main");
    String ours = version("a", "branch=b");
    String base = version("a", "at=1");
    for (String endpoint : new String[] {"merge", "rebase"}) {
      assertThat(repo.post(endpoint, "{\"branch\":\"b\"}").expect(409).text())
          .isEqualTo(
              "{\"conflicts\":[{\"path\":\"a\",\"main_version_id\":\"%s\",\"branch_version_id\":\"%s\",\"base_version_id\":\"%s\",\"kind\":\"content\"}]}\n"
                  .formatted(main, ours, base));
    }
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");
    assertThat(repo.branch("b").get("head_sequence").asLong()).isEqualTo(2);
    assertThat(repo.branch("b").get("base_sequence").asLong()).isEqualTo(1);
    assertThat(repo.branch("main").get("head_sequence").asLong()).isEqualTo(3);
    assertThat(ChainCheck.verify(repo)).isEqualTo(3);
    assertThat(Events.types(SERVER, repo.name())).doesNotContain("branch.merged", "branch.rebased");
  }

  private String version(String path, String query) {
    return repo.get("file/" + path + "?" + query).expect(200).json().get("version_id").asString();
  }

  @Test
  void row14_everyConflictIsReported() {
    repo.commit("main", "both", "1", "edited", "1", "removed", "1");
    repo.fork("b");
    repo.commit("b", "edited", null, "removed", "2", "both", "2", "added", "b");
    repo.commit("main", "edited", "3", "removed", null, "both", "3", "added", "m");
    JsonNode conflicts = repo.merge("b").expect(409).json().get("conflicts");
    assertThat(conflicts.valueStream().map(c -> c.get("path").asString()))
        .containsExactly("added", "both", "edited", "removed");
    assertThat(conflicts.valueStream().map(c -> c.get("kind").asString()))
        .containsExactly("add_add", "content", "modify_delete", "modify_delete");
    assertThat(conflicts.get(0).get("base_version_id").asString()).isEmpty();
    assertThat(conflicts.get(2).get("branch_version_id").asString()).isEmpty();
    assertThat(conflicts.get(3).get("main_version_id").asString()).isEmpty();
    assertThat(repo.get("diff?branch=b").json().get("conflicts")).isEqualTo(conflicts);
  }

  @Test
  void row15_anEmptyBranchInAnEmptyRepoMergesAtZero() {
    repo.fork("b");
    assertThat(repo.merge("b").expect(200).text()).isEqualTo("{\"sequence\":0}\n");
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("merged");
    assertThat(Events.last(SERVER, repo.name(), "branch.merged").get("sequence").asLong()).isZero();
    assertThat(repo.commit("main", "a", "1")).isEqualTo(1);
  }

  @Test
  void row16_aMergedBranchIsFinal() {
    repo.fork("b");
    repo.commit("b", "a", "1");
    repo.merge("b").expect(200);
    repo.merge("b").expectError(409, "BRANCH_NOT_ACTIVE", "branch is not active");
    repo.rebase("b").expectError(409, "BRANCH_NOT_ACTIVE", "branch is not active");
    repo.post("commit", TestRepo.commitBody("b", "a", "2"))
        .expectError(409, "BRANCH_NOT_ACTIVE", "branch is not active");
    repo.delete("branch/b")
        .expectError(409, "BRANCH_NOT_ACTIVE", "branch is already merged or abandoned");
    assertThat(repo.text("a", "branch=b")).isEqualTo("1");
  }

  @Test
  void row18_aDraftMergesOnceItIsReady() {
    repo.post("branch", "{\"name\":\"b\",\"draft\":true}").expect(201);
    repo.commit("b", "a", "1");
    repo.merge("b").expectError(409, "BRANCH_DRAFT", "branch is in draft state");
    repo.send("PATCH", "branch/b", "{\"draft\":false}").expect(200);
    repo.merge("b").expect(200);
  }

  @Test
  void row19_aDryRunTellsAndDoesNothing() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "b", "2");
    List<String> events = Events.types(SERVER, repo.name());
    for (int i = 0; i < 2; i++) {
      assertThat(repo.post("merge", "{\"branch\":\"b\",\"dry_run\":true}").expect(200).text())
          .isEqualTo("{\"sequence\":3}\n");
    }
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");
    assertThat(repo.branch("main").get("head_sequence").asLong()).isEqualTo(1);
    assertThat(repo.paths("branch=main")).containsExactly("a");
    assertThat(Events.types(SERVER, repo.name())).isEqualTo(events);
    assertThat(repo.merge("b").expect(200).text())
        .as("no dry run took the number")
        .isEqualTo("{\"sequence\":3}\n");
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
    ChainCheck.verify(repo);
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
