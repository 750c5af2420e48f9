package dev.docstore.server.review;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.wire.ReviewComment;
import dev.docstore.common.wire.ReviewCommentAdded;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.review.CommentDraft.Target;
import dev.docstore.server.review.CommentStore.NewComment;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.web.Query;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is done to comments, each in the caller's transaction. The branch is locked first, always:
 * what is said of it may decide whether it merges.
 */
@Component
class CommentChanges {
  private final BranchQueries branches;
  private final ReviewStore reviews;
  private final CommentStore comments;
  private final EventLog events;

  CommentChanges(
      BranchQueries branches, ReviewStore reviews, CommentStore comments, EventLog events) {
    this.branches = branches;
    this.reviews = reviews;
    this.comments = comments;
    this.events = events;
  }

  ReviewCommentAdded add(RepoCaller caller, CommentDraft draft) {
    BranchRow branch = branches.lock(caller.repoId(), draft.branch());
    if (draft.reviewId().isPresent()
        && !reviews.isOf(caller.repoId(), branch, draft.reviewId().get())) {
      throw DocStoreException.notFound("review not found: no such review of that branch");
    }
    NewComment comment =
        switch (draft.target()) {
          case Target.Place(Anchor anchor) -> comment(caller, draft, anchor, Optional.empty());
          case Target.Reply(UUID to) -> reply(caller, draft, to);
        };
    String id = comments.add(caller.repoId(), branch, comment);
    events.append(
        new Event.CommentCreated(
            caller.repo().value(),
            branch.name(),
            branch.headSequence(),
            id,
            comment.anchor().path(),
            comment.author()));
    return new ReviewCommentAdded(id, branch.headSequence());
  }

  private static NewComment comment(
      RepoCaller caller, CommentDraft draft, Anchor anchor, Optional<UUID> thread) {
    return new NewComment(anchor, draft.reviewId(), thread, draft.body(), caller.identity());
  }

  private NewComment reply(RepoCaller caller, CommentDraft draft, UUID to) {
    ReviewComment thread = thread(caller, to);
    if (!thread.branch().equals(draft.branch())) {
      throw notFound();
    }
    @Nullable Lines lines = Lines.of(thread.startLine(), thread.line(), thread.side());
    Anchor anchor = new Anchor(thread.path(), UUID.fromString(thread.versionId()), lines);
    return comment(caller, draft, anchor, Optional.of(UUID.fromString(thread.id())));
  }

  /** The first comment of the thread that a comment is in, locked. */
  private ReviewComment thread(RepoCaller caller, UUID id) {
    ReviewComment found = comments.find(caller.repoId(), id).orElseThrow(CommentChanges::notFound);
    String first = found.inReplyTo() == null ? found.id() : found.inReplyTo();
    // Deleted in between: then another comment begins the thread, or there is none any more.
    return comments
        .lock(caller.repoId(), UUID.fromString(first))
        .orElseGet(() -> thread(caller, id));
  }

  ReviewComment edit(RepoCaller caller, String id, String body) {
    ReviewComment comment = own(caller, id);
    comments.edit(caller.repoId(), comment.id(), body);
    events.append(
        new Event.CommentUpdated(
            caller.repo().value(), comment.branch(), comment.id(), caller.identity()));
    return find(caller, comment.id());
  }

  ReviewComment resolve(RepoCaller caller, String id, boolean resolved) {
    holdBranch(caller, id);
    ReviewComment thread = thread(caller, key(id));
    if ((thread.resolvedAt() != null) == resolved) {
      return thread;
    }
    comments.resolve(caller.repoId(), thread.id(), resolved ? caller.identity() : null);
    events.append(
        new Event.CommentResolved(
            caller.repo().value(), thread.branch(), thread.id(), resolved, caller.identity()));
    return find(caller, thread.id());
  }

  /** Always true: it makes a value of what a transaction does. */
  boolean delete(RepoCaller caller, String id) {
    ReviewComment comment = own(caller, id);
    comments.delete(caller.repoId(), comment.id());
    events.append(
        new Event.CommentDeleted(
            caller.repo().value(), comment.branch(), comment.id(), caller.identity()));
    return true;
  }

  private ReviewComment own(RepoCaller caller, String id) {
    holdBranch(caller, id);
    ReviewComment comment =
        comments.lock(caller.repoId(), key(id)).orElseThrow(CommentChanges::notFound);
    if (!comment.author().equals(caller.identity())) {
      caller.require(Role.MAINTAINER, "forbidden: must be comment author or maintainer");
    }
    return comment;
  }

  private void holdBranch(RepoCaller caller, String id) {
    branches.lock(caller.repoId(), find(caller, id).branch());
  }

  private ReviewComment find(RepoCaller caller, String id) {
    return comments.find(caller.repoId(), key(id)).orElseThrow(CommentChanges::notFound);
  }

  private static UUID key(String id) {
    return Query.uuid(id).orElseThrow(CommentChanges::notFound);
  }

  private static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.COMMENT_NOT_FOUND, "comment not found");
  }
}
