package dev.docstore.common.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code GET commit/{n}} (spec 01 §9.3). */
public record CommitInfo(
    long sequence,
    String branch,
    String message,
    String author,
    Instant createdAt,
    List<File> files) {
  /**
   * One file change.
   *
   * @param versionId null for a deletion
   */
  public record File(String commitId, String path, @Nullable String versionId) {}
}
