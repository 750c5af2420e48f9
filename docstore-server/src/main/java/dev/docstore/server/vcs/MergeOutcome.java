package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.MergeResponse;
import dev.docstore.common.wire.PolicyResult;
import java.util.List;

/** How a merge ended. */
sealed interface MergeOutcome {
  /** Main's head is now this sequence; for a dry run, would be. */
  record Merged(long sequence) implements MergeOutcome {}

  /** These paths were changed on both sides; nothing happened. */
  record Conflicts(List<Conflict> conflicts) implements MergeOutcome {}

  /** These policies forbid it; nothing happened. */
  record Denied(List<PolicyResult> failing) implements MergeOutcome {}

  /** What it was judged on changed faster than it could be judged; nothing happened. */
  record Moved() implements MergeOutcome {}

  /** The branch is unknown, ended or a draft; nothing happened. */
  record NotMergeable(DocStoreException reason) implements MergeOutcome {}

  /** The answer, or the exception that tells why there is none. */
  default MergeResponse orThrow() {
    return switch (this) {
      case Merged(long sequence) -> new MergeResponse(sequence);
      case Conflicts(List<Conflict> conflicts) -> throw DocStoreException.conflicts(conflicts);
      case Denied(List<PolicyResult> failing) -> throw DocStoreException.denied(failing);
      case Moved() ->
          throw new DocStoreException(
              ErrorCode.CONFLICT,
              "main's policies, the branch or its reviews and checks kept changing; try again");
      case NotMergeable(DocStoreException reason) -> throw reason;
    };
  }
}
