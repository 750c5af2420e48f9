package dev.docstore.server.review;

import dev.docstore.common.wire.ReviewComment;
import dev.docstore.common.wire.ReviewCommentAdded;
import dev.docstore.common.wire.ReviewCommentPatch;
import dev.docstore.common.wire.ReviewCommentRequest;
import dev.docstore.common.wire.ReviewCommentResolution;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comments on files of a branch, in threads (spec 02 §3, page 00 D8). */
@RestController
@RequestMapping("/repos/{repo}/-")
class CommentController {
  private static final int MAX_PAGE = 10_000;

  private final Transactions transactions;
  private final CommentDrafts drafts;
  private final CommentStore comments;
  private final CommentChanges changes;

  CommentController(
      Transactions transactions,
      CommentDrafts drafts,
      CommentStore comments,
      CommentChanges changes) {
    this.transactions = transactions;
    this.drafts = drafts;
    this.comments = comments;
    this.changes = changes;
  }

  /** Comments on a version of a file, some of its lines, or an earlier comment. */
  @PostMapping("/comment")
  @ResponseStatus(HttpStatus.CREATED)
  ReviewCommentAdded add(RepoCaller caller, @RequestBody ReviewCommentRequest request) {
    CommentDraft draft = drafts.of(caller, request);
    return transactions.write(() -> changes.add(caller, draft));
  }

  /** The comments of a branch, oldest first. */
  @QueryParameter(name = "path", meaning = "Only those on that file.")
  @QueryParameter(name = "at", type = QueryType.INTEGER, meaning = "Only those made at that head.")
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last comment; oldest first")
  @GetMapping("/branch/{branch}/comments")
  List<ReviewComment> list(RepoCaller caller, @PathVariable String branch, Query query) {
    OptionalLong at = query.number("at", "invalid 'at' parameter");
    Optional<UUID> after = query.afterId();
    return IdCursor.page(
        after,
        comments.list(
            caller.repoId(), branch, query.text("path"), at, after, query.limitOrAll(MAX_PAGE)),
        id -> comments.find(caller.repoId(), id).isPresent());
  }

  /** Changes the text of a comment. */
  @PatchMapping("/comment/{id}")
  ReviewComment edit(
      RepoCaller caller, @PathVariable String id, @RequestBody ReviewCommentPatch patch) {
    String body = JsonBody.required("body", patch.body());
    return transactions.write(() -> changes.edit(caller, id, body));
  }

  /** Settles the thread of a comment, or opens it again; answers the thread's first comment. */
  @PostMapping("/comment/{id}/resolve")
  ReviewComment resolve(
      RepoCaller caller, @PathVariable String id, @RequestBody ReviewCommentResolution request) {
    boolean resolved = Objects.requireNonNullElse(request.resolved(), true);
    return transactions.write(() -> changes.resolve(caller, id, resolved));
  }

  /** Deletes a comment. Its answers stay: the oldest of them begins the thread from then on. */
  @DeleteMapping("/comment/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(RepoCaller caller, @PathVariable String id) {
    transactions.write(() -> changes.delete(caller, id));
  }
}
