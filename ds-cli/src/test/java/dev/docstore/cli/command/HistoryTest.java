package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.common.wire.ChainEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code log}, {@code show}, {@code diff} and {@code verify}. */
class HistoryTest extends WorkspaceTest {
  @BeforeEach
  void makeHistory() {
    repo.createBranch("x", false);
    repo.commit("x", "on x", "README.md", "x", "logo.png", "png", "src/a.txt", null);
    repo.commit("main", "second", "README.md", "2");
    repo.commit("x", "more\non x", "README.md", "x2");
  }

  @Test
  void logsTheBranchsOwnCommitsNewestFirst() {
    assertThat(ds.run("log").done())
        .isEqualTo(
            """
            seq 3     alice         2026-01-02  second
            seq 1     alice         2026-01-02  first
            """);
    ds.run("checkout", "x").done();
    assertThat(ds.run("log").done())
        .isEqualTo(
            """
            seq 4     alice         2026-01-02  more\\non x
            seq 2     alice         2026-01-02  on x
            """);
    assertThat(ds.run("log", "--limit", "1").done().lines()).hasSize(1);
    assertThat(server.lines("/commits")).contains("GET " + API + "commits?branch=x&limit=1");
  }

  @Test
  void logsFromTheChainWhereTheServerHasNoList() {
    server.answer("GET " + API + "commits", Answer.error(404, "NOT_FOUND", "not found"));
    ds.run("checkout", "x").done();
    assertThat(ds.run("log", "--limit=1").done())
        .isEqualTo("seq 4     alice         2026-01-02  more\\non x\n");
    assertThat(ds.run("log").done().lines()).hasSize(2);
  }

  @Test
  void logsTheChangesOfOneFile() {
    ds.run("checkout", "x").done();
    assertThat(ds.run("log", "README.md", "--limit", "5").done()).startsWith("seq 4 ");
    assertThat(server.lines("/history"))
        .containsExactly("GET " + API + "file/README.md/history?branch=x&limit=5");
    assertThat(ds.run("log", "none.txt").done())
        .isEqualTo("No history for 'none.txt' on branch 'x'\n");
  }

  @Test
  void saysWhenABranchHasNoCommits() {
    ds.run("checkout", "-b", "fresh").done();
    assertThat(ds.run("log").done()).isEqualTo("No commits on branch 'fresh'\n");
  }

  @Test
  void wantsALimitOfAtLeastOne() {
    for (String limit : new String[] {"0", "-1", "many"}) {
      TestDs.Outcome outcome = ds.run("log", "--limit", limit);
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err()).isEqualTo("usage: ds log [path] [--limit N]\n");
    }
  }

  @Test
  void logsAsJson() {
    assertThat(ds.run("log", "--json", "--limit", "1").done())
        .startsWith("[{\"sequence\":3,\"branch\":\"main\",\"message\":\"second\"");
  }

  @Test
  void showsACommit() {
    assertThat(ds.run("show", "2").done())
        .isEqualTo(
            """
            commit 2
            branch:  x
            author:  alice
            date:    2026-01-02
            message: on x

            Files:
              README.md  (changed)
              logo.png  (changed)
              src/a.txt  (deleted)
            """);
    TestDs.Outcome unknown = ds.run("show", "99");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).isEqualTo("error: commit 99 not found\n");
    assertThat(ds.run("show", "x").err()).isEqualTo("usage: ds show <sequence> [path]\n");
  }

  @Test
  void showsAFileAsItWas() {
    assertThat(ds.run("show", "1", "README.md").done()).isEqualTo("hello\n");
    assertThat(ds.run("show", "1", "src/a.txt").done()).isEqualTo("a\n");
    assertThat(ds.run("show", "1", "none").err())
        .isEqualTo("error: file \"none\" not found at sequence 1\n");
  }

  @Test
  void diffsTheBranchAgainstMain() {
    ds.run("checkout", "x").done();
    assertThat(ds.run("diff").done())
        .isEqualTo(
            """
            Changed files on 'x':
              changed: README.md
              changed: logo.png [binary]
              deleted: src/a.txt
            Changed files on main:
              changed: README.md

            Conflicts:
              README.md (main: m-README.md, branch: b-README.md)
            """);
    ds.run("checkout", "-b", "fresh").done();
    assertThat(ds.run("diff").done()).isEqualTo("No changes on branch 'fresh'\n");
    assertThat(ds.run("diff", "--json").done())
        .isEqualTo("{\"branch_changes\":[],\"main_changes\":[]}\n");
  }

  @Test
  void verifiesTheBranchFromItsFirstCommit() {
    assertThat(ds.run("verify").done())
        .matches("seq 1     OK    [0-9a-f]{16}  first\nseq 3     OK    [0-9a-f]{16}  second\n");
  }

  @Test
  void verifyNamesTheFirstFailingCommitAndWalksOn() {
    repo.commit("main", "third", "README.md", "3");
    repo.falsify(1, entry -> rename(entry, "forged"));
    TestDs.Outcome outcome = ds.run("verify");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out())
        .matches(
            """
                seq 1     FAIL  \\(expected [0-9a-f]{16} got [0-9a-f]{16}\\)  forged
                seq 3     OK    [0-9a-f]{16}  second
                seq 5     OK    [0-9a-f]{16}  third
                """);
    assertThat(outcome.err()).isEqualTo("error: chain integrity error at sequence 1\n");
  }

  @Test
  void verifyHasNothingToDoWithoutCommits() {
    ds.run("checkout", "-b", "fresh").done();
    assertThat(ds.run("verify").done()).isEqualTo("No commits to verify.\n");
  }

  private static ChainEntry rename(ChainEntry entry, String message) {
    return new ChainEntry(
        entry.sequence(),
        entry.branch(),
        entry.author(),
        message,
        entry.createdAt(),
        entry.commitHash(),
        entry.files());
  }
}
