package dev.docstore.server.review;

import java.util.Optional;
import java.util.UUID;

/**
 * A comment that somebody wants to make.
 *
 * @param target what it is about
 * @param reviewId the review that it is given with
 */
record CommentDraft(String branch, Target target, Optional<UUID> reviewId, String body) {
  /** What a comment is about. */
  sealed interface Target {
    /** A place in a file, which is known to exist on the branch. */
    record Place(Anchor anchor) implements Target {}

    /** An earlier comment, of whatever thread. */
    record Reply(UUID to) implements Target {}
  }
}
