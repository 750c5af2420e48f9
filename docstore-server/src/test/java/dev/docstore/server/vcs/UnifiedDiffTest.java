package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.common.wire.CommitFile;
import dev.docstore.common.wire.CommitRequest;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.GitIndex.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Page 00 B7: diffs that real git applies. */
class UnifiedDiffTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final int RANDOM_FILES = 150;
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  private void commit(String branch, List<CommitFile> files) {
    repo.post("commit", Json.write(new CommitRequest(branch, files, "m"))).expect(201);
  }

  /** Makes main the old tree and branch {@code b} the new one. */
  private void commit(Map<String, Entry> old, Map<String, Entry> now) {
    commit("main", old.entrySet().stream().map(e -> file(e.getKey(), e.getValue())).toList());
    repo.fork("b");
    List<CommitFile> changes = new ArrayList<>();
    now.forEach(
        (path, entry) -> {
          if (!entry.equals(old.get(path))) {
            changes.add(file(path, entry));
          }
        });
    old.keySet().stream()
        .filter(path -> !now.containsKey(path))
        .forEach(path -> changes.add(new CommitFile(path, null, null, null)));
    commit("b", changes);
  }

  private static CommitFile file(String path, Entry entry) {
    return new CommitFile(path, entry.content(), null, entry.mode());
  }

  private Answer diff(String branch) {
    return repo.get("diff?format=unified&branch=" + branch).expect(200);
  }

  private void assertApplies(
      Path folder, byte[] diff, Map<String, Entry> old, Map<String, Entry> now) throws Exception {
    GitIndex index = new GitIndex(folder);
    index.fill(old);
    index.apply(diff);
    assertThat(index.listed()).isEqualTo(index.described(now));
  }

  @Test
  void everyKindOfChangeApplies(@TempDir Path folder) throws Exception {
    Map<String, Entry> old = new TreeMap<>();
    Map<String, Entry> now = new TreeMap<>();
    both(old, now, "changed", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n");
    both(old, now, "with space", "a\n", "b\n");
    both(old, now, "quoted \"name\"\\", "a\n", "b\n");
    both(old, now, "\u00e4\u4e16\ud83d\ude00/\u00f6 \u00fc", "a\n", "\u00e4\n");
    both(old, now, "crlf", "a\r\nb\r\n", "a\r\nB\r\n");
    both(old, now, "newline lost", "a\nb\n", "a\nb");
    both(old, now, "newline won", "a\nb", "a\nb\n");
    both(old, now, "never a newline", "a", "b");
    both(old, now, "emptied", "a\n", "");
    both(old, now, "filled", "", "a");
    both(old, now, "same", "a\n", "a\n");
    both(old, now, "-dash", "--- a\n+++ b\n", "+++ a\n--- b\n");
    old.put("deleted", new Entry("a\nb\n"));
    old.put("deleted empty", new Entry(""));
    old.put("gone/program", new Entry("a").asExecutable());
    now.put("new", new Entry("a\nb"));
    now.put("new empty", new Entry(""));
    now.put("new program", new Entry("a\n").asExecutable());
    old.put("mode", new Entry("a\n"));
    now.put("mode", new Entry("a\n").asExecutable());
    old.put("mode and text", new Entry("a\n").asExecutable());
    now.put("mode and text", new Entry("b\n"));
    commit(old, now);
    assertApplies(folder, diff("b").bytes(), old, now);
    Path other = Files.createDirectory(folder.resolve("other"));
    assertApplies(other, repo.get("commit/2/diff").expect(200).bytes(), old, now);
  }

  private static void both(
      Map<String, Entry> old, Map<String, Entry> now, String path, String before, String after) {
    old.put(path, new Entry(before));
    now.put(path, new Entry(after));
  }

  @Test
  void randomChangesApply(@TempDir Path folder) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, Entry> old = new TreeMap<>(Map.of("always", new Entry("1")));
    Map<String, Entry> now = new TreeMap<>(Map.of("always", new Entry("2")));
    for (int i = 0; i < RANDOM_FILES; i++) {
      String path = "d" + random.nextInt(5) + "/f" + i;
      String text = text(random, "");
      if (random.nextInt(6) > 0) {
        old.put(path, new Entry(text.getBytes(StandardCharsets.UTF_8), random.nextInt(5) == 0));
      }
      if (random.nextInt(6) > 0) {
        String after = random.nextBoolean() ? text : text(random, text);
        now.put(path, new Entry(after.getBytes(StandardCharsets.UTF_8), random.nextInt(5) == 0));
      }
    }
    commit(old, now);
    assertApplies(folder, diff("b").bytes(), old, now);
  }

  /** Few different lines, so that many of them repeat. */
  private static String text(Random random, String of) {
    StringBuilder text = new StringBuilder();
    for (String line :
        of.isEmpty()
            ? "x\n".repeat(random.nextInt(40)).split("(?<=\n)", -1)
            : of.split("(?<=\n)", -1)) {
      int dice = random.nextInt(of.isEmpty() ? 8 : 20);
      if (dice < 7) {
        text.append("line ").append(dice).append(dice == 6 ? "\r\n" : "\n");
      } else if (dice > 7) {
        text.append(line);
      }
    }
    return random.nextInt(4) == 0 ? text.toString().stripTrailing() : text.toString();
  }

  @Test
  void looksAsGitsDoes() {
    commit(
        Map.of("a b", new Entry("1\n"), "gone", new Entry("x\n"), "run", new Entry("r\n")),
        Map.of("a b", new Entry("2"), "run", new Entry("r\n").asExecutable()));
    Answer diff = diff("b");
    assertThat(diff.text())
        .isEqualTo(
            """
            diff --git a/a b b/a b
            --- a/a b\t
            +++ b/a b\t
            @@ -1 +1 @@
            -1
            +2
            \\ No newline at end of file
            diff --git a/gone b/gone
            deleted file mode 100644
            --- a/gone
            +++ /dev/null
            @@ -1 +0,0 @@
            -x
            diff --git a/run b/run
            old mode 100644
            new mode 100755
            """);
    assertThat(diff.header("Content-Type")).isEqualTo("text/x-diff;charset=utf-8");
    assertThat(diff.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(diff.header("Content-Security-Policy")).contains("sandbox");
  }

  @Test
  void binaryAndLargeFilesOnlyDiffer() {
    byte[] large = "x\n".repeat(Lines.MAX_BYTES / 2 + 1).getBytes(StandardCharsets.UTF_8);
    commit(
        Map.of("bin", new Entry("\0a"), "old", new Entry("\0"), "large", new Entry("x")),
        Map.of("bin", new Entry("\0b"), "large", new Entry(large, false)));
    assertThat(diff("b").text())
        .isEqualTo(
            """
            diff --git a/bin b/bin
            Binary files a/bin and b/bin differ
            diff --git a/large b/large
            Binary files a/large and b/large differ
            diff --git a/old b/old
            deleted file mode 100644
            Binary files a/old and /dev/null differ
            """);
  }

  @Test
  void aBranchIsComparedWithItsBase() {
    repo.commit("main", "f", "1\n", "g", "1\n");
    repo.fork("b");
    repo.commit("main", "g", "2\n");
    repo.commit("b", "f", "2\n", "g", "changed\n");
    repo.commit("b", "g", "1\n");
    assertThat(diff("b").text()).contains("-1\n+2\n").contains("a/f").doesNotContain("a/g");
    repo.rebase("b").expect(200);
    assertThat(diff("b").text()).contains("a/f").doesNotContain("a/g");
    repo.merge("b").expect(200);
    assertThat(diff("b").text()).as("what the merge brought").contains("-1\n+2\n");
  }

  @Test
  void aCommitIsComparedWithTheStateBeforeIt() {
    repo.commit("main", "f", "1\n");
    repo.commit("main", "f", "2\n");
    repo.fork("b");
    repo.commit("b", "f", "3\n");
    repo.commit("b", "f", null, "g", "new\n");
    assertThat(repo.get("commit/1/diff").text()).contains("new file mode", "+1\n");
    assertThat(repo.get("commit/2/diff").text()).contains("-1\n+2\n");
    assertThat(repo.get("commit/3/diff").text()).contains("-2\n+3\n");
    assertThat(repo.get("commit/4/diff").text())
        .contains("deleted file mode", "-3\n", "+new\n")
        .doesNotContain("-2\n");
  }

  @Test
  void aReplayIsComparedWithItsNewBase() {
    repo.commit("main", "f", "1\n-\n-\n1\n");
    repo.fork("b");
    repo.commit("b", "f", "2\n-\n-\n1\n");
    repo.commit("main", "f", "1\n-\n-\n9\n");
    repo.rebase("b").expect(200);
    assertThat(repo.get("commit/4/diff").text())
        .isEqualTo(
            """
            diff --git a/f b/f
            --- a/f
            +++ b/f
            @@ -1,4 +1,4 @@
            -1
            +2
             -
             -
             9
            """);
  }

  @Test
  void noChangeIsAnEmptyDiff() {
    repo.fork("b");
    assertThat(diff("b").bytes()).isEmpty();
  }

  @Test
  void refusesWhatIsNotThere() {
    repo.get("diff?format=unified").expectError(400, "BAD_REQUEST", "branch parameter is required");
    repo.get("diff?format=unified&branch=nowhere")
        .expectError(404, "BRANCH_NOT_FOUND", "branch not found");
    repo.get("commit/7/diff").expectError(404, "NOT_FOUND", "commit not found");
    repo.get("commit/x/diff").expectError(400, "BAD_REQUEST", "invalid sequence number");
  }
}
