package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueComment;
import dev.docstore.common.wire.IssueCommentList;
import dev.docstore.common.wire.IssueCommentRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comments on issues (spec 02 §6.2); a comment is found below its own issue only. */
@RestController
@RequestMapping("/repos/{repo}/-/issues/{number}/comments")
class IssueCommentController {
  private static final int MAX_PAGE = 10_000;

  private final Transactions transactions;
  private final IssueStore issues;
  private final IssueChanges changes;
  private final IssueCommentStore comments;
  private final Ties ties;
  private final EventLog events;

  IssueCommentController(
      Transactions transactions,
      IssueStore issues,
      IssueChanges changes,
      IssueCommentStore comments,
      Ties ties,
      EventLog events) {
    this.transactions = transactions;
    this.issues = issues;
    this.changes = changes;
    this.comments = comments;
    this.ties = ties;
    this.events = events;
  }

  /** The comments on an issue, oldest first; none for an unknown issue. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last comment; oldest first")
  @GetMapping
  @Nullable IssueCommentList list(
      RepoCaller caller, @PathVariable String number, Query query, Conditional conditional) {
    long n = IssueNumber.parse(number);
    Optional<UUID> after = query.afterId();
    int limit = query.limitOrAll(MAX_PAGE);
    return conditional.answer(
        new IssueCommentList(
            IdCursor.page(
                after,
                comments.list(caller.repoId(), caller.repo(), n, after, limit),
                id -> comments.find(caller.repoId(), caller.repo(), n, id).isPresent())));
  }

  /** Comments on an issue, and ties it to the proposals and commits that the comment mentions. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Created add(RepoCaller caller, @PathVariable String number, JsonBody body) throws IOException {
    long n = IssueNumber.parse(number);
    String text = JsonBody.required("body", body.as(IssueCommentRequest.class).body());
    List<Ref> refs = Mentions.refsIn(text);
    return transactions.write(() -> add(caller, n, text, refs));
  }

  private Created add(RepoCaller caller, long number, String text, List<Ref> refs) {
    Issue issue = changes.hold(caller, number);
    String id = comments.add(caller.repoId(), number, text, caller.identity());
    events.append(
        new Event.IssueCommentCreated(issue.repo(), issue.id(), number, id, caller.identity()));
    ties.tie(caller.repoId(), issue, refs);
    return new Created(id);
  }

  /** Edits a comment; a new text may tie its issue to more. */
  @PatchMapping("/{id}")
  IssueComment edit(
      RepoCaller caller, @PathVariable String number, @PathVariable String id, JsonBody body)
      throws IOException {
    long n = IssueNumber.parse(number);
    String text = JsonBody.required("body", body.as(IssueCommentRequest.class).body());
    List<Ref> refs = Mentions.refsIn(text);
    return transactions.write(() -> edit(caller, n, key(id), text, refs));
  }

  private IssueComment edit(RepoCaller caller, long number, UUID id, String text, List<Ref> refs) {
    Issue issue = holdOwn(caller, number, id);
    comments.edit(caller.repoId(), id, text);
    events.append(new Event.IssueCommentUpdated(issue.repo(), issue.id(), number, id.toString()));
    ties.tie(caller.repoId(), issue, refs);
    return find(caller, number, id);
  }

  /** Takes a comment off an issue; what it tied the issue to stays. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(RepoCaller caller, @PathVariable String number, @PathVariable String id) {
    long n = IssueNumber.parse(number);
    transactions.write(() -> takeOff(caller, n, key(id)));
  }

  private UUID takeOff(RepoCaller caller, long number, UUID id) {
    Issue issue = holdOwn(caller, number, id);
    comments.delete(caller.repoId(), id);
    events.append(
        new Event.IssueCommentDeleted(
            issue.repo(), issue.id(), number, id.toString(), caller.identity()));
    return id;
  }

  /** Holds the issue of a comment that the caller may change. */
  private Issue holdOwn(RepoCaller caller, long number, UUID id) {
    Issue issue =
        issues
            .hold(caller.repoId(), caller.repo(), number)
            .orElseThrow(IssueCommentController::notFound);
    if (!find(caller, number, id).author().equals(caller.identity())) {
      caller.require(Role.MAINTAINER, "forbidden: must be comment author or maintainer");
    }
    return issue;
  }

  private IssueComment find(RepoCaller caller, long number, UUID id) {
    return comments
        .find(caller.repoId(), caller.repo(), number, id)
        .orElseThrow(IssueCommentController::notFound);
  }

  private static UUID key(String id) {
    return Query.uuid(id).orElseThrow(IssueCommentController::notFound);
  }

  private static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.COMMENT_NOT_FOUND, "comment not found");
  }
}
