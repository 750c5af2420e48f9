package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.SuspiciousClient;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows 20 to 22 of spec 01 §19: rebases. */
class RebaseRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row20ReplaysEveryCommitOnTheNewBase() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "x", "1");
    repo.commit("b", "y", "2");
    repo.commit("b", "x", "3");
    repo.commit("main", "c", "5");
    assertThat(repo.rebase("b").expect(200).text())
        .isEqualTo("{\"base_sequence\":5,\"head_sequence\":8,\"commits_replayed\":3}\n");
    assertThat(repo.branch("b").get("base_sequence").asLong()).isEqualTo(5);
    assertThat(repo.branch("b").get("head_sequence").asLong()).isEqualTo(8);
    assertThat(repo.files("branch=b")).isEqualTo(Map.of("a", "1", "c", "5", "x", "3", "y", "2"));
    assertThat(repo.get("commit/7").json().get("message").asString())
        .isEqualTo("rebase: replay sequence 3");
    assertThat(Events.last(SERVER, repo.name(), "branch.rebased").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"b\",\"new_base_sequence\":5,\"new_head_sequence\":8,\"commits_replayed\":3,\"rebased_by\":\"%s\",\"branch_status\":{\"mergeable\":true,\"policies\":[],\"auto_merge\":false,\"blockers\":[]}}"
                .formatted(repo.name(), TestServer.ADMIN));
    assertThat(repo.merge("b").expect(200).text()).isEqualTo("{\"sequence\":9}\n");
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(9);
  }

  @Test
  void row21ABranchWithoutCommitsOnlyMoves() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("main", "c", "2");
    assertThat(repo.rebase("b").expect(200).text())
        .isEqualTo("{\"base_sequence\":2,\"head_sequence\":2,\"commits_replayed\":0}\n");
    assertThat(repo.branch("b").get("head_sequence").asLong()).isEqualTo(2);
    assertThat(repo.paths("branch=b")).containsExactly("a", "c");
    assertThat(repo.commit("b", "x", "1")).as("no sequence was taken").isEqualTo(3);
  }

  @Test
  void row22ARebaseTakesMainsChangesIn() {
    repo.commit("main", "a", "1");
    repo.fork("b");
    repo.commit("b", "x", "1");
    repo.commit("main", "c", "2");
    assertThat(repo.get("diff?branch=b").json().get("main_changes")).hasSize(1);
    repo.rebase("b").expect(200);
    JsonNode diff = repo.get("diff?branch=b").json();
    assertThat(diff.get("main_changes")).isEmpty();
    assertThat(diff.get("branch_changes")).hasSize(1);
  }
}
