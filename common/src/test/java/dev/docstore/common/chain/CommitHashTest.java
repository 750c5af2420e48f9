package dev.docstore.common.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.chain.CommitHash.File;
import dev.docstore.common.chain.CommitHash.Header;
import dev.docstore.common.name.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vectors of spec 01 §13.3, and page 00 B5. */
class CommitHashTest {
  private static final ContentHash HELLO = hash("hello");
  private static final List<File> HELLO_AND_DELETION =
      List.of(new File("a.txt", HELLO.hex(), false), new File("old.txt", "", false));

  @Test
  void hashesTheFirstCommitOfABranchFromGenesis() {
    assertThat(
            CommitHash.of(
                CommitHash.GENESIS,
                header(
                    1,
                    "org/repo",
                    "main",
                    "alice@example.com",
                    "initial commit",
                    "2024-01-15T12:00:00Z"),
                List.of(new File("README.md", "deadbeef", false))))
        .hasToString("e245acb0715bd67a76e1395fc4b27229835c93e133b51b9e96364f4507e0c06b");
  }

  @Test
  void takesFilesInAnyOrder() {
    Header header =
        header(1, "myorg/repo", "main", "alice", "first commit", "2024-01-01T00:00:00Z");
    List<File> files = List.of(new File("b.txt", "bbb", false), new File("a.txt", "aaa", false));
    assertThat(CommitHash.of(CommitHash.GENESIS, header, files))
        .isEqualTo(CommitHash.of(CommitHash.GENESIS, header, files.reversed()))
        .hasToString("54662b84dcaca30b108d9b779bec9ad8727f35db9e6742401aaa5d09a5a5b987");
  }

  @Test
  void chainsAReplayToItsPredecessor() {
    ContentHash third = thirdVector();
    assertThat(third)
        .hasToString("c84d95c6a46c84f9a306b9acdac06137a34ddbc36085c93d8ea19329aba263d4");
    assertThat(
            CommitHash.of(
                third,
                header(
                    9,
                    "acme/app",
                    "feature/x",
                    "carol@example.com",
                    "rebase: replay sequence 7",
                    "2024-03-05T06:08:00Z"),
                HELLO_AND_DELETION))
        .hasToString("62b9c4c83c1adbffd5f3dd94a1a9eab9bc8344812ad3385ef75d15d9a99796b3");
  }

  @Test
  void hashesAMergeWithAMicrosecond() {
    assertThat(
            CommitHash.of(
                CommitHash.GENESIS,
                header(
                    10,
                    "acme/app",
                    "main",
                    "carol@example.com",
                    "merge branch 'feature/x'",
                    "2024-03-05T06:09:00.000001Z"),
                HELLO_AND_DELETION))
        .hasToString("364ba8c5bf0803dcce3ae00b708f26664da1e8a33459e24d78b43aefcff38d30");
  }

  @Test
  void marksExecutablesOnly() {
    Header header = header(2, "o/r", "main", "a", "m", "2024-01-01T00:00:00Z");
    String lines =
        "0".repeat(64)
            + "\n2\no/r\nmain\na\nm\n2024-01-01T00:00:00Z\nrun.sh:"
            + HELLO
            + ":100755\n";
    assertThat(
            CommitHash.of(
                CommitHash.GENESIS, header, List.of(new File("run.sh", HELLO.hex(), true))))
        .isEqualTo(hash(lines));
  }

  @Test
  void sortsPathsByTheirBytes() {
    // As UTF-16 the emoji would come first, as UTF-8 it comes last.
    Header header = header(2, "o/r", "main", "a", "two\nlines", "2024-01-01T00:00:00Z");
    String lines =
        "0".repeat(64)
            + "\n2\no/r\nmain\na\ntwo\nlines\n2024-01-01T00:00:00Z\n"
            + "Z:\na:\n\ufffd:\n\ud83d\ude00:\n";
    assertThat(
            CommitHash.of(
                CommitHash.GENESIS,
                header,
                List.of(
                    new File("\ud83d\ude00", "", false),
                    new File("a", "", false),
                    new File("\ufffd", "", false),
                    new File("Z", "", false))))
        .isEqualTo(hash(lines));
  }

  @Test
  void everyPartCounts() {
    Header header = header(2, "o/r", "main", "a", "m", "2024-01-01T00:00:00Z");
    List<File> files = List.of(new File("f", HELLO.hex(), false));
    ContentHash original = CommitHash.of(CommitHash.GENESIS, header, files);
    assertThat(
            List.of(
                CommitHash.of(original, header, files),
                CommitHash.of(
                    CommitHash.GENESIS,
                    header(3, "o/r", "main", "a", "m", "2024-01-01T00:00:00Z"),
                    files),
                CommitHash.of(
                    CommitHash.GENESIS,
                    header(2, "o/x", "main", "a", "m", "2024-01-01T00:00:00Z"),
                    files),
                CommitHash.of(
                    CommitHash.GENESIS,
                    header(2, "o/r", "b", "a", "m", "2024-01-01T00:00:00Z"),
                    files),
                CommitHash.of(
                    CommitHash.GENESIS,
                    header(2, "o/r", "main", "b", "m", "2024-01-01T00:00:00Z"),
                    files),
                CommitHash.of(
                    CommitHash.GENESIS,
                    header(2, "o/r", "main", "a", "n", "2024-01-01T00:00:00Z"),
                    files),
                CommitHash.of(
                    CommitHash.GENESIS,
                    header(2, "o/r", "main", "a", "m", "2024-01-01T00:00:00.5Z"),
                    files),
                CommitHash.of(
                    CommitHash.GENESIS, header, List.of(new File("g", HELLO.hex(), false))),
                CommitHash.of(
                    CommitHash.GENESIS, header, List.of(new File("f", HELLO.hex(), true)))))
        .doesNotContain(original)
        .doesNotHaveDuplicates();
  }

  private static ContentHash thirdVector() {
    return CommitHash.of(
        CommitHash.GENESIS,
        header(
            7, "acme/app", "feature/x", "bob@example.com", "add file", "2024-03-05T06:07:08.1203Z"),
        HELLO_AND_DELETION);
  }

  private static Header header(
      long sequence, String repo, String branch, String author, String message, String time) {
    return new Header(sequence, repo, branch, author, message, Instant.parse(time));
  }

  private static ContentHash hash(String text) {
    return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
