package dev.docstore.server.vcs;

import dev.docstore.common.name.BranchName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit that somebody asked for: checked, hashed, large contents already in the blob store.
 *
 * @param expectedEtag what {@code If-Match} says, or null for no expectation
 * @param key its {@code Idempotency-Key}, or null
 */
record CommitOrder(
    long repoId,
    BranchName branch,
    String message,
    String author,
    List<Change> changes,
    @Nullable String expectedEtag,
    @Nullable RequestKey key) {
  /** Bytes that travel to the database with it. */
  long inlineBytes() {
    long bytes = 0;
    for (Change change : changes) {
      if (change instanceof Change.Write write && write.document().inline() != null) {
        bytes += write.document().size();
      }
    }
    return bytes;
  }
}
