package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.SuspiciousClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows 12 to 16, 18 and 19 of spec 01 §19: merges. */
class MergeRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row12AMergeIsOneCommitOnMain() {
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
    SuspiciousClient.verify(repo);
  }

  @Test
  void row12TellsOfItInOneEvent() {
    repo.fork("b");
    repo.commit("b", "a", "1");
    repo.merge("b").expect(200);
    assertThat(Events.types(SERVER, repo.name()))
        .containsExactly("repo.created", "branch.created", "commit.created", "branch.merged");
    assertThat(Events.last(SERVER, repo.name(), "branch.merged").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"sequence\":2,\"merged_by\":\"%s\",\"branch_status\":{\"mergeable\":false,\"policies\":[],\"auto_merge\":false,\"blockers\":[{\"kind\":\"inactive\",\"message\":\"branch is merged\"}]}}"
                .formatted(repo.name(), TestServer.ADMIN));
  }

  @Test
  void row13AConflictChangesNothing() {
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
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(3);
    assertThat(Events.types(SERVER, repo.name())).doesNotContain("branch.merged", "branch.rebased");
  }

  @Test
  void row14EveryConflictIsReported() {
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
  void row15AnEmptyBranchInAnEmptyRepoMergesAtZero() {
    repo.fork("b");
    assertThat(repo.merge("b").expect(200).text()).isEqualTo("{\"sequence\":0}\n");
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("merged");
    assertThat(Events.last(SERVER, repo.name(), "branch.merged").get("sequence").asLong()).isZero();
    assertThat(repo.commit("main", "a", "1")).isEqualTo(1);
  }

  @Test
  void row16AMergedBranchIsFinal() {
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
  void row18ADraftMergesOnceItIsReady() {
    repo.post("branch", "{\"name\":\"b\",\"draft\":true}").expect(201);
    repo.commit("b", "a", "1");
    repo.merge("b").expectError(409, "BRANCH_DRAFT", "branch is in draft state");
    repo.send("PATCH", "branch/b", "{\"draft\":false}").expect(200);
    repo.merge("b").expect(200);
  }

  @Test
  void row19ADryRunTellsAndDoesNothing() {
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

  private String version(String path, String query) {
    return repo.get("file/" + path + "?" + query).expect(200).json().get("version_id").asString();
  }
}
