package dev.docstore.common.chain;

import dev.docstore.common.json.Timestamps;
import dev.docstore.common.name.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Computes the links of a branch's commit chain (spec 01 §13.1, page 00 B5). */
public final class CommitHash {
  /** What the first commit of every branch has as its previous hash. */
  public static final ContentHash GENESIS = new ContentHash("0".repeat(64));

  /**
   * One file change of a commit.
   *
   * @param path the file's path
   * @param contentHash SHA-256 of its content in hex, {@code ""} for a deletion
   * @param executable whether the file has mode 100755
   */
  public record File(String path, String contentHash, boolean executable) {
    String line() {
      return path + ":" + contentHash + (executable ? ":100755" : "");
    }
  }

  /**
   * What a link covers beside its predecessor and its files.
   *
   * @param createdAt counts to the microsecond
   */
  public record Header(
      long sequence,
      String repo,
      String branch,
      String author,
      String message,
      Instant createdAt) {}

  private CommitHash() {}

  /** The commit's hash; the files may come in any order. */
  public static ContentHash of(ContentHash previous, Header header, Collection<File> files) {
    MessageDigest digest = ContentHash.sha256();
    line(digest, previous.hex());
    line(digest, Long.toString(header.sequence()));
    line(digest, header.repo());
    line(digest, header.branch());
    line(digest, header.author());
    line(digest, header.message());
    line(digest, Timestamps.format(header.createdAt()));
    List<File> sorted = files.stream().sorted(BY_PATH_BYTES).toList();
    for (File file : sorted) {
      line(digest, file.line());
    }
    return ContentHash.ofDigest(digest.digest());
  }

  private static final Comparator<File> BY_PATH_BYTES =
      Comparator.comparing(
          file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private static void line(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }
}
