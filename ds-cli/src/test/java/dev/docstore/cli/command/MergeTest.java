package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.common.wire.PolicyResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest extends WorkspaceTest {
  private void commitOnX() {
    ds.run("checkout", "-b", "x").done();
    ds.write("README.md", "from x");
    ds.run("commit", "-m", "on x").done();
  }

  @Test
  void mergesAndGoesToMain() {
    commitOnX();
    repo.commit("main", "meanwhile", "other.txt", "main's");
    assertThat(ds.run("merge").done())
        .isEqualTo(
            """
            Merged 'x' into main at sequence 4
            Synced branch 'main' (1 downloaded, 0 removed)
            """);
    assertThat(server.last("POST").body()).isEqualTo("{\"branch\":\"x\"}");
    assertThat(ds.run("status").done()).isEqualTo("On branch main\nNo changes\n");
    assertThat(ds.read("README.md")).isEqualTo("from x");
    assertThat(ds.read("other.txt")).isEqualTo("main's");
    ds.run("pull").done();
  }

  @Test
  void cannotMergeMainIntoItself() {
    TestDs.Outcome outcome = ds.run("merge");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: cannot merge main into itself\n");
  }

  @Test
  void namesEveryConflict() {
    commitOnX();
    repo.commit("main", "meanwhile", "README.md", "main's");
    TestDs.Outcome outcome = ds.run("merge");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.out())
        .isEqualTo(
            """
            Merge conflicts:
              README.md (main: m-README.md, branch: b-README.md)
            """);
    assertThat(outcome.err()).isEqualTo("error: merge aborted due to conflicts\n");
    assertThat(ds.run("status").done()).startsWith("On branch x\nNo changes");
  }

  @Test
  void namesEveryPolicyThatDenies() {
    commitOnX();
    server.answer(
        "POST " + API + "merge",
        Answer.json(
            403,
            Map.of(
                "policies",
                List.of(
                    new PolicyResult("reviews", false, "needs an approval"),
                    new PolicyResult("ci", false, "build failed")))));
    TestDs.Outcome outcome = ds.run("merge");
    assertThat(outcome.status()).isEqualTo(4);
    assertThat(outcome.out())
        .isEqualTo(
            """
            Merge blocked by policy:
              reviews: needs an approval
              ci: build failed
            """);
    assertThat(outcome.err()).isEqualTo("error: merge blocked by policy\n");
  }

  @Test
  void saysWhyTheServerDidNotMerge() {
    commitOnX();
    server.answer(
        "POST " + API + "merge", Answer.error(409, "BRANCH_DRAFT", "branch is in draft state"));
    TestDs.Outcome outcome = ds.run("merge");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: server error: branch is in draft state\n");
  }

  @Test
  void asksNoServerWithUncommittedChanges() {
    commitOnX();
    ds.write("README.md", "not committed");
    server.forget();
    assertThat(ds.run("merge").err()).contains("uncommitted changes");
    assertThat(server.seen()).isEmpty();
  }
}
