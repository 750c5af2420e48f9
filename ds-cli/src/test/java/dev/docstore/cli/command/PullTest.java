package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.common.wire.ChainFile;
import dev.docstore.common.wire.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullTest extends WorkspaceTest {
  private static ChainEntry withMessage(ChainEntry entry, String message) {
    return new ChainEntry(
        entry.sequence(),
        entry.branch(),
        entry.author(),
        message,
        entry.createdAt(),
        entry.commitHash(),
        entry.files());
  }

  private static ChainEntry withHash(ChainEntry entry, String hash) {
    return new ChainEntry(
        entry.sequence(),
        entry.branch(),
        entry.author(),
        entry.message(),
        entry.createdAt(),
        hash,
        entry.files());
  }

  private static ChainEntry withFiles(ChainEntry entry, List<ChainFile> files) {
    return new ChainEntry(
        entry.sequence(),
        entry.branch(),
        entry.author(),
        entry.message(),
        entry.createdAt(),
        entry.commitHash(),
        files);
  }

  private String hash(long sequence) {
    return String.valueOf(repo.chain(sequence, sequence).getFirst().commitHash());
  }

  @Test
  void fetchesWhatChangedAndRemovesWhatIsGone() {
    repo.commit("main", "second", "README.md", "changed", "src/a.txt", null);
    assertThat(ds.run("pull").done()).isEqualTo("Synced branch 'main' (1 downloaded, 1 removed)\n");
    assertThat(ds.read("README.md")).isEqualTo("changed");
    assertThat(ds.exists("src/a.txt")).isFalse();
  }

  @Test
  void asksForNoFileWhenNothingChanged() {
    assertThat(ds.run("pull").done()).isEqualTo("Synced branch 'main' (0 downloaded, 0 removed)\n");
    assertThat(server.lines("/file/")).isEmpty();
    assertThat(server.lines("/archive")).isEmpty();
  }

  @Test
  void trustsTheTipOnFirstUseAndTheChainFromThere() {
    ds.run("pull").done();
    assertThat(ds.read(".ds/state.json")).contains("\"commit_hash\": \"" + hash(1) + "\"");
    repo.commit("main", "second", "README.md", "2");
    repo.createBranch("x", false);
    repo.commit("x", "elsewhere", "x.txt", "x");
    repo.commit("main", "third", "README.md", "3");
    ds.run("pull").done();
    assertThat(server.lines("/chain")).endsWith("GET " + API + "chain?from=1&to=4");
    assertThat(ds.read(".ds/state.json")).contains("\"commit_hash\": \"" + hash(4) + "\"");
  }

  @Test
  void changesNothingWhenALinkIsWrongAndFailsAgain() {
    ds.run("pull").done();
    String before = ds.read(".ds/state.json");
    repo.commit("main", "second", "README.md", "2");
    repo.falsify(2, entry -> withMessage(entry, "other words"));
    for (int i = 0; i < 2; i++) {
      TestDs.Outcome outcome = ds.run("pull");
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .matches(
              "error: chain integrity error at sequence 2: expected [0-9a-f]{64} got "
                  + hash(2)
                  + "\n");
      assertThat(ds.read("README.md")).isEqualTo("hello");
      assertThat(ds.read(".ds/state.json")).isEqualTo(before);
    }
    ds.run("pull", "--skip-verify").done();
    assertThat(ds.read("README.md")).isEqualTo("2");
    repo.commit("main", "third", "README.md", "3");
    ds.run("pull").done();
    assertThat(ds.read("README.md")).isEqualTo("3");
  }

  @Test
  void noticesAChangedAnchor() {
    ds.run("pull").done();
    String stored = hash(1);
    repo.commit("main", "second", "README.md", "2");
    String other = "ab".repeat(32);
    repo.falsify(1, entry -> withHash(entry, other));
    assertThat(ds.run("pull").err())
        .isEqualTo(
            "error: chain integrity error at sequence 1: anchor hash changed (stored "
                + stored
                + ", server "
                + other
                + ")\n");
  }

  @Test
  void noticesATreeThatNoCommitExplains() {
    ds.run("pull").done();
    repo.commit("main", "second", "README.md", "2");
    server.answer(
        "GET " + API + "tree",
        Answer.json(200, List.of(new TreeEntry("README.md", "v", "cd".repeat(32), null))));
    TestDs.Outcome outcome = ds.run("pull");
    assertThat(outcome.err())
        .isEqualTo(
            "error: chain integrity error at sequence 2: the tree's README.md is not what the chain"
                + " says\n");
    assertThat(ds.read("src/a.txt")).isEqualTo("a\n");
  }

  @Test
  void noticesAFileThatWasSlippedIntoTheTree() {
    ds.run("pull").done();
    repo.commit("main", "second", "README.md", "2", "extra.txt", "x");
    repo.falsify(2, entry -> withFiles(entry, entry.files().subList(0, 1)));
    assertThat(ds.run("pull").err()).contains("chain integrity error at sequence 2: expected");
    assertThat(ds.exists("extra.txt")).isFalse();
  }

  @Test
  void noticesAServerThatWentBack() {
    repo.commit("main", "second", "README.md", "2");
    ds.run("pull").done();
    server.answer(
        "GET " + API + "branch/main",
        Answer.json(200, new Branch("acme/app", "main", 1, 0, "active", false, false, false, "a")));
    assertThat(ds.run("pull").err())
        .isEqualTo("error: chain integrity error at sequence 2: the server's head is at 1 now\n");
  }

  @Test
  void notesATipWithoutAHash() {
    repo.falsify(1, entry -> withFiles(withHash(entry, ""), entry.files()));
    server.answer(
        "GET " + API + "chain",
        Answer.bytes(
            "application/json",
            """
            [{"sequence":1,"branch":"main","author":"a","message":"m",
              "created_at":"2020-01-01T00:00:00Z","commit_hash":null,"files":[]}]
            """
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(ds.run("pull").done())
        .endsWith(
            "note: current tip (seq 1) predates hash chain feature; chain verification will begin"
                + " on next commit\n");
    assertThat(ds.read(".ds/state.json")).contains("\"commit_hash\": \"\"");
  }

  @Test
  void pullsAnywayWhenTheTipCannotBeFetchedForTheFirstTime() {
    repo.commit("main", "second", "README.md", "2");
    server.answer("GET " + API + "chain", Answer.error(500, "INTERNAL_ERROR", "query failed"));
    assertThat(ds.run("pull").done())
        .isEqualTo(
            """
                Synced branch 'main' (1 downloaded, 0 removed)
                warning: could not fetch chain for TOFU: server error: query failed
                """);
  }

  @Test
  void keepsAnAnchorPerBranch() {
    ds.run("pull").done();
    ds.run("checkout", "-b", "x").done();
    ds.write("x.txt", "mine");
    ds.run("commit", "-m", "on x").done();
    repo.commit("main", "second", "README.md", "2");
    repo.commit("x", "by another", "y.txt", "y");
    assertThat(ds.run("pull").done()).isEqualTo("Synced branch 'x' (1 downloaded, 0 removed)\n");
    ds.run("checkout", "main").done();
    repo.commit("main", "third", "README.md", "3");
    assertThat(ds.run("pull").done()).contains("(1 downloaded, 0 removed)");
    assertThat(server.lines("/chain")).endsWith("GET " + API + "chain?from=1&to=5");
  }

  @Test
  void verifiesANewBranchFromGenesis() {
    repo.createBranch("x", false);
    ds.run("checkout", "x").done();
    ds.run("pull").done();
    repo.commit("x", "first of x", "x.txt", "x");
    repo.falsify(2, entry -> withMessage(entry, "forged"));
    assertThat(ds.run("pull").err()).contains("chain integrity error at sequence 2: expected");
  }

  @Test
  void refusesWithUncommittedChanges() {
    repo.commit("main", "second", "README.md", "2");
    ds.write("src/a.txt", "mine");
    TestDs.Outcome outcome = ds.run("pull");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: uncommitted changes -- commit or discard first\n");
    assertThat(ds.read("README.md")).isEqualTo("hello");
  }

  @Test
  void goesOnAfterAnInterruption() throws IOException {
    repo.commit("main", "second", "README.md", "2", "src/a.txt", "b\n");
    server.answer(
        "GET " + API + "file/src/a.txt",
        _ -> {
          // What was asked for before the failure arrives; what was not is never asked for.
          await().until(() -> !server.lines("/file/README.md").isEmpty());
          return Answer.error(500, "INTERNAL_ERROR", "no");
        });
    assertThat(ds.run("pull").status()).isEqualTo(1);
    assertThat(ds.read("README.md")).isEqualTo("hello");
    assertThat(ds.file(".ds/.ds-tmp")).isNotEmptyDirectory();
    server.answerAsUsual();
    server.forget();
    ds.run("pull").done();
    assertThat(server.lines("/file/README.md")).isEmpty();
    assertThat(ds.read("README.md")).isEqualTo("2");
    assertThat(Files.exists(ds.file(".ds/.ds-tmp"))).isFalse();
  }

  @Test
  void takesWhatAnInterruptedSyncAlreadyWroteForItsOwn() {
    String hello = ds.read(".ds/state.json");
    repo.commit("main", "second", "README.md", "2", "src/a.txt", "b\n");
    String two = repo.tree("main", 2).getFirst().contentHash();
    ds.write("README.md", "2");
    ds.write(
        ".ds/state.json",
        hello.replace(
            "\"commit_hash\": \"\"",
            "\"commit_hash\": \"\", \"incoming\": {\"README.md\": \"" + two + "\"}"));
    repo.commit("main", "third", "README.md", "3");
    ds.run("pull").done();
    assertThat(ds.read("README.md")).isEqualTo("3");
  }
}
