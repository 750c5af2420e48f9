package dev.docstore.server.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.AutoMerges;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows 28 to 30 of spec 02 §13: auto-merge. */
class AutoMergeRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String NEEDS_A_CHECK =
      """
      package docstore.require_build

      default allow := false

      allow if {
        some run in input.check_runs
        run.check_name == "build"
        run.status == "passed"
      }

      reason := "build has to pass"
      """;

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.commit("main", "shared.txt", "base");
    repo.fork("work");
    repo.commit("work", "work.txt", "work");
  }

  private void arm(String branch) {
    repo.post("branch/" + branch + "/auto-merge", "").expect(204);
  }

  private void check(String branch) {
    repo.post(
            "check",
            "{\"branch\":\"%s\",\"check_name\":\"build\",\"status\":\"passed\"}".formatted(branch))
        .expect(201);
  }

  private String status(String branch) {
    return repo.branch(branch).get("status").asString();
  }

  private void nothingHappensTo(String branch, String status) {
    AutoMerges.awaitQuiet(SERVER, repo);
    assertThat(status(branch)).isEqualTo(status);
    assertThat(Events.types(SERVER, repo.name()))
        .doesNotContain("branch.merged", "branch.automerge.failed", "merge.blocked");
  }

  @Test
  void row28MergesWhenTheCheckThatThePolicyWantsHasPassed() {
    repo.commit("main", ".docstore/policy/build.rego", NEEDS_A_CHECK);
    repo.post("proposals", "{\"branch\":\"work\",\"base_branch\":\"main\",\"title\":\"Work\"}")
        .expect(201);
    arm("work");
    nothingHappensTo("work", "active");

    check("work");

    AutoMerges.awaitStatus(repo, "work", "merged");
    assertThat(Events.types(SERVER, repo.name()))
        .containsSubsequence("check.reported", "proposal.merged", "branch.merged");
    assertThat(Events.last(SERVER, repo.name(), "branch.merged").get("merged_by").asString())
        .isEqualTo("auto-merge");
    assertThat(repo.get("commits?branch=main").expect(200).json().get(0).get("author").asString())
        .isEqualTo("auto-merge");
    assertThat(repo.get("proposals?branch=work").expect(200).json().findValuesAsString("state"))
        .containsExactly("merged");
  }

  @Test
  void row29AConflictTurnsItOff() {
    repo.commit("main", "work.txt", "something else");
    arm("work");
    AutoMerges.awaitQuiet(SERVER, repo);

    assertThat(repo.branch("work").get("auto_merge").asBoolean()).isFalse();
    assertThat(status("work")).isEqualTo("active");
    assertThat(Events.last(SERVER, repo.name(), "branch.automerge.failed").toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"branch\":\"work\",\"reason\":\"merge conflict\"}"
                .formatted(repo.name()));
  }

  @Test
  void row30NothingHappensWhileItIsOff() {
    check("work");

    nothingHappensTo("work", "active");
  }

  @Test
  void row30NothingHappensToADraft() {
    repo.send("PATCH", "branch/work", "{\"draft\":true}").expect(200);
    arm("work");
    check("work");

    nothingHappensTo("work", "active");
  }

  @Test
  void row30NothingHappensToAnInactiveBranch() {
    repo.delete("branch/work").expect(204);
    arm("work");
    check("work");

    nothingHappensTo("work", "abandoned");
  }

  @Test
  void row30NothingHappensWhereTheBranchOrItsNameIsMissing() {
    for (String data : new String[] {"{}", "{\"branch\":\"\"}", "{\"branch\":\"gone\"}"}) {
      SERVER
          .bean(JdbcClient.class)
          .sql(
              "insert into event_log (repo, type, payload) values (?, 'com.docstore.check.reported', ?)")
          .params(
              repo.name(),
              "{\"type\":\"com.docstore.check.reported\",\"data\":%s}"
                  .formatted(data)
                  .getBytes(StandardCharsets.UTF_8))
          .update();
    }

    nothingHappensTo("work", "active");
  }
}
