package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.common.wire.CommitFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest extends WorkspaceTest {
  @Test
  void forksABranchAndKeepsLocalChanges() {
    ds.write("new.txt", "x");
    assertThat(ds.run("checkout", "-b", "feature/x").done())
        .isEqualTo("Switched to new branch 'feature/x' (base sequence 1)\n");
    assertThat(ds.run("status").done()).startsWith("On branch feature/x\n").contains("new.txt");
    assertThat(ds.read(".ds/state.json")).contains("\"sequence\": 1").contains("README.md");
    assertThat(ds.run("commit", "-m", "on the branch").done()).contains("sequence 2");
  }

  @Test
  void forksADraft() {
    assertThat(ds.run("checkout", "-b", "wip", "--draft").done())
        .isEqualTo("Switched to new draft branch 'wip' (base sequence 1)\n");
    assertThat(repo.find("wip").orElseThrow().draft()).isTrue();
  }

  @Test
  void passesOnThatTheNameIsTaken() {
    ds.run("checkout", "-b", "x").done();
    TestDs.Outcome outcome = ds.run("checkout", "-b", "x");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: server error: branch already exists\n");
  }

  @Test
  void goesToABranchAndBack() {
    repo.createBranch("x", true);
    repo.commit("x", "on x", "only-x.txt", "x", "src/a.txt", null);
    assertThat(ds.run("checkout", "x").done())
        .isEqualTo("Synced branch 'x' (1 downloaded, 1 removed)\n");
    assertThat(ds.read("only-x.txt")).isEqualTo("x");
    assertThat(ds.exists("src/a.txt")).isFalse();
    assertThat(ds.read(".ds/config.json")).contains("\"branch\": \"x\"");
    ds.run("checkout", "main").done();
    assertThat(ds.exists("only-x.txt")).isFalse();
    assertThat(ds.read("src/a.txt")).isEqualTo("a\n");
  }

  @Test
  void changesNothingForAnUnknownBranch() {
    TestDs.Outcome outcome = ds.run("checkout", "nope");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: branch 'nope' not found\n");
    assertThat(ds.read(".ds/config.json")).contains("\"branch\": \"main\"");
    assertThat(ds.read("README.md")).isEqualTo("hello");
  }

  @Test
  void neverLosesUncommittedWork() throws IOException {
    repo.createBranch("x", false);
    repo.commit("x", "on x", "README.md", "theirs", "new.txt", "theirs");
    ds.write("README.md", "mine");
    assertThat(ds.run("checkout", "x").err())
        .isEqualTo("error: uncommitted changes -- commit or discard first\n");
    ds.write("README.md", "hello");
    ds.write("new.txt", "mine");
    TestDs.Outcome outcome = ds.run("checkout", "x");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("  would be overwritten: new.txt\n");
    assertThat(outcome.err()).contains("uncommitted changes");
    assertThat(ds.read("new.txt")).isEqualTo("mine");
    Files.delete(ds.file("new.txt"));
    ds.write("untracked.txt", "stays");
    ds.run("checkout", "x").done();
    assertThat(ds.read("untracked.txt")).isEqualTo("stays");
  }

  @Test
  void turnsFilesIntoFoldersAndBack() {
    repo.createBranch("x", false);
    repo.commit("x", "swap", "src/a.txt", null, "src", "now a file", "README.md", null);
    repo.commit("x", "more", "README.md/inner.txt", "now a folder");
    ds.run("checkout", "x").done();
    assertThat(ds.read("src")).isEqualTo("now a file");
    assertThat(ds.read("README.md/inner.txt")).isEqualTo("now a folder");
    ds.run("checkout", "main").done();
    assertThat(ds.read("src/a.txt")).isEqualTo("a\n");
    assertThat(ds.read("README.md")).isEqualTo("hello");
  }

  @Test
  void neverWritesThroughASymbolicLink(@TempDir Path outside) throws IOException {
    repo.createBranch("x", false);
    repo.commit("x", "into lib", "lib/secret.txt", "x");
    Files.createSymbolicLink(ds.file("lib"), outside);
    TestDs.Outcome outcome = ds.run("checkout", "x");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("  would be overwritten: lib\n");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void setsAndTakesTheExecutableBit() throws IOException {
    repo.createBranch("x", false);
    repo.commit(
        "x",
        "alice",
        "mode",
        List.of(
            new CommitFile("README.md", "hello".getBytes(StandardCharsets.UTF_8), null, "100755")));
    assertThat(ds.run("checkout", "x").done())
        .isEqualTo("Synced branch 'x' (0 downloaded, 0 removed)\n");
    assertThat(Files.isExecutable(ds.file("README.md"))).isTrue();
    assertThat(ds.run("status").done()).contains("No changes");
    ds.run("checkout", "main").done();
    assertThat(ds.file("README.md").toFile().canExecute()).isFalse();
  }

  @Test
  void warnsThatTheFilesAreOlderThanTheBranchAndProtectsWhatChanged() {
    repo.commit("main", "meanwhile", "README.md", "newer");
    assertThat(ds.run("checkout", "-b", "x").done())
        .contains("note: your files are those of sequence 1; run 'ds pull' to bring them to 2\n");
    ds.write("README.md", "mine");
    TestDs.Outcome outcome = ds.run("commit", "-m", "x");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.out()).isEqualTo("  changed on both sides: README.md\n");
    ds.write("README.md", "hello");
    ds.write("src/a.txt", "mine");
    ds.run("commit", "-m", "another file").done();
    assertThat(ds.run("pull").done()).startsWith("Synced branch 'x' (1 downloaded, 0 removed)\n");
    assertThat(ds.read("README.md")).isEqualTo("newer");
    assertThat(ds.read("src/a.txt")).isEqualTo("mine");
  }

  @Test
  void showsItsUsage() {
    assertThat(ds.run("checkout").err()).isEqualTo("usage: ds checkout [-b] <branch> [--draft]\n");
    assertThat(ds.run("checkout", "-b").err())
        .isEqualTo("usage: ds checkout -b <branch> [--draft]\n");
  }
}
