package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Entity tags and preconditions (spec 01 §1.6): strong, compared byte for byte, no lists. */
final class Etags {
  private Etags() {}

  /** The tag of a branch: it changes with the head, not with flags. */
  static String branch(String repo, BranchName branch, long head) {
    return quoted(repo + ":" + branch.value() + ":" + head);
  }

  /** SHA-256 of the text, in quotes. */
  static String quoted(String parts) {
    return "\"" + ContentHash.of(parts.getBytes(StandardCharsets.UTF_8)).hex() + "\"";
  }

  /**
   * Checks {@code If-Match}: absent, empty or {@code *} passes.
   *
   * @throws DocStoreException 412 otherwise, unless it is the current tag
   */
  static void requireMatch(@Nullable String ifMatch, String current) {
    if (ifMatch != null && !ifMatch.isEmpty() && !ifMatch.equals("*") && !ifMatch.equals(current)) {
      throw new DocStoreException(ErrorCode.PRECONDITION_FAILED, "ETag mismatch");
    }
  }
}
