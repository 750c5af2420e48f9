package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts, merged by us and by git. */
class TextMergeTest {
  private static final int TRIPLES = 400;

  private static Optional<String> merge(String base, String main, String branch) {
    return TextMerge.of(bytes(base), bytes(main), bytes(branch))
        .map(merged -> new String(merged, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void takesTheChangesOfBothSides() {
    assertThat(merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")).contains("A\nb\nC\n");
    assertThat(merge("a\nb\nc\n", "b\nc\n", "a\nb\nc\nd\n")).contains("b\nc\nd\n");
  }

  @Test
  void takesTheSameChangeOnce() {
    assertThat(merge("a\nb\nc\nd\n", "x\nb\nc\nd\n", "x\nb\nc\nD\n")).contains("x\nb\nc\nD\n");
  }

  @Test
  void changesThatOverlapOrTouchCannotBeMerged() {
    assertThat(merge("a\nb\nc\n", "A\nb\nc\n", "B\nb\nc\n")).isEmpty();
    assertThat(merge("a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n")).isEmpty();
    assertThat(merge("", "x\n", "y\n")).isEmpty();
  }

  @Test
  void keepsLineEndingsAndAMissingLastNewline() {
    assertThat(merge("a\r\nb\r\nc", "A\r\nb\r\nc", "a\r\nb\r\nC")).contains("A\r\nb\r\nC");
    assertThat(merge("a\nb\nc", "A\nb\nc", "a\nb\nc\n")).contains("A\nb\nc\n");
    assertThat(merge("a\nb\nc\n", "a\nb\nc", "A\nb\nc\n")).contains("A\nb\nc");
  }

  @Test
  void keepsBytesThatAreNoUtf8() {
    byte[] base = {(byte) 0xe4, '\n', 'b', '\n', 'c', '\n'};
    byte[] main = {(byte) 0xf6, '\n', 'b', '\n', 'c', '\n'};
    byte[] branch = {(byte) 0xe4, '\n', 'b', '\n', (byte) 0xfc, '\n'};
    assertThat(TextMerge.of(base, main, branch))
        .contains(new byte[] {(byte) 0xf6, '\n', 'b', '\n', (byte) 0xfc, '\n'});
  }

  @Test
  void agreesWithGit(@TempDir Path folder) throws Exception {
    long start = System.nanoTime();
    int merged = 0;
    for (int i = 0; i < TRIPLES; i++) {
      long seed = start + i;
      List<byte[]> texts = triple(new Random(seed));
      Optional<byte[]> ours = TextMerge.of(texts.get(0), texts.get(1), texts.get(2));
      Optional<byte[]> gits = gitMerge(folder, texts);
      assertThat(ours.isPresent()).as("seed %d", seed).isEqualTo(gits.isPresent());
      if (gits.isPresent()) {
        assertThat(ours.orElseThrow()).as("seed %d", seed).isEqualTo(gits.get());
        merged++;
      }
    }
    assertThat(merged).as("both kinds are met").isBetween(TRIPLES / 10, TRIPLES * 9 / 10);
  }

  /** Base, main and branch; every line is one of a kind, so that there is one best comparison. */
  private static List<byte[]> triple(Random random) {
    List<String> base = new ArrayList<>();
    for (int i = random.nextInt(25); i > 0; i--) {
      base.add("line " + i);
    }
    List<String> shared = random.nextInt(3) == 0 ? edited(random, base, "both") : base;
    List<String> main = edited(random, random.nextBoolean() ? shared : base, "main");
    List<String> branch = edited(random, shared, "branch");
    String ending = random.nextInt(4) == 0 ? "\r\n" : "\n";
    List<byte[]> texts = new ArrayList<>();
    for (List<String> lines : List.of(base, main, branch)) {
      boolean open = lines.isEmpty() || random.nextInt(5) == 0;
      texts.add(bytes(String.join(ending, lines) + (open ? "" : ending)));
    }
    return texts;
  }

  private static List<String> edited(Random random, List<String> lines, String side) {
    List<String> edited = new ArrayList<>();
    for (String line : lines) {
      int dice = random.nextInt(100);
      if (dice < 4) {
        continue;
      }
      edited.add(dice < 8 ? side + " instead of " + line : line);
      if (dice > 96) {
        edited.add(side + " after " + line);
      }
    }
    return edited;
  }

  private static Optional<byte[]> gitMerge(Path folder, List<byte[]> texts)
      throws IOException, InterruptedException {
    Files.write(folder.resolve("base"), texts.get(0));
    Files.write(folder.resolve("main"), texts.get(1));
    Files.write(folder.resolve("branch"), texts.get(2));
    Process git =
        new ProcessBuilder("git", "merge-file", "-p", "-q", "main", "base", "branch")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] merged = git.getInputStream().readAllBytes();
    int conflicts = git.waitFor();
    assertThat(conflicts).isLessThan(128);
    return conflicts == 0 ? Optional.of(merged) : Optional.empty();
  }
}
