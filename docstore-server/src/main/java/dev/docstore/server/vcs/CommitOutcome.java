package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.CommitResponse;

/** What became of a {@link CommitOrder}. */
sealed interface CommitOutcome {
  /** It is in the history. */
  record Committed(CommitResponse response) implements CommitOutcome {}

  /**
   * It was refused for a reason of its own, or its outcome is unknown (503); others of its group
   * are not affected.
   */
  record Refused(DocStoreException reason) implements CommitOutcome {}

  /** Something broke; nothing of it is in the history. */
  record Broken(RuntimeException cause) implements CommitOutcome {}

  /** The answer, or the exception that tells why there is none. */
  default CommitResponse orThrow() {
    return switch (this) {
      case Committed(CommitResponse response) -> response;
      case Refused(DocStoreException reason) -> throw reason;
      case Broken(RuntimeException cause) -> throw cause;
    };
  }
}
