package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.CommitResponse;
import java.util.List;

/** What became of a {@link CommitOrder}. */
sealed interface CommitOutcome {
  /** It is in the history. */
  record Committed(CommitResponse response) implements CommitOutcome {}

  /**
   * It was refused for a reason of its own, or its outcome is unknown (503); others of its group
   * are not affected.
   */
  record Refused(DocStoreException reason) implements CommitOutcome {}

  /**
   * Main's rules as it would leave them have to be judged first; nothing of it is in the history.
   */
  record Unjudged(List<MainFile> files) implements CommitOutcome {}

  /** Something broke; nothing of it is in the history. */
  record Broken(RuntimeException cause) implements CommitOutcome {}

  /** The answer, or the exception that tells why there is none. */
  default CommitResponse orThrow() {
    return switch (this) {
      case Committed(CommitResponse response) -> response;
      case Refused(DocStoreException reason) -> throw reason;
      case Unjudged _ ->
          throw new DocStoreException(
              ErrorCode.CONFLICT, "main's policies kept changing; try again");
      case Broken(RuntimeException cause) -> throw cause;
    };
  }
}
