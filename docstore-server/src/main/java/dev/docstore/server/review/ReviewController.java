package dev.docstore.server.review;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.event.Event;
import dev.docstore.common.wire.Review;
import dev.docstore.common.wire.ReviewRequest;
import dev.docstore.common.wire.ReviewSubmitted;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
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
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reviews of branches (spec 02 §2). They are only ever added. */
@RestController
@RequestMapping("/repos/{repo}/-")
class ReviewController {
  private static final int MAX_PAGE = 10_000;
  private static final String APPROVED = "approved";
  private static final Set<String> STATUSES = Set.of(APPROVED, "rejected", "dismissed");

  private final Transactions transactions;
  private final BranchQueries branches;
  private final ReviewStore reviews;
  private final EventLog events;

  ReviewController(
      Transactions transactions, BranchQueries branches, ReviewStore reviews, EventLog events) {
    this.transactions = transactions;
    this.branches = branches;
    this.reviews = reviews;
    this.events = events;
  }

  /** Says what the caller thinks of a branch's head. */
  @PostMapping("/review")
  @ResponseStatus(HttpStatus.CREATED)
  ReviewSubmitted submit(RepoCaller caller, @RequestBody ReviewRequest request) {
    String branch = JsonBody.required("branch", request.branch());
    String status = JsonBody.required("status", request.status());
    if (!STATUSES.contains(status)) {
      throw DocStoreException.badRequest(
          "invalid status; must be approved, rejected, or dismissed");
    }
    String body = Objects.requireNonNullElse(request.body(), "");
    return transactions.write(() -> submit(caller, branch, status, body));
  }

  private ReviewSubmitted submit(RepoCaller caller, String name, String status, String body) {
    BranchRow branch = branches.lock(caller.repoId(), name);
    String reviewer = caller.identity();
    if (status.equals(APPROVED) && branches.hasCommitsOf(caller.repoId(), branch, reviewer)) {
      throw DocStoreException.forbidden("reviewer cannot approve their own commits");
    }
    String id = reviews.add(caller.repoId(), branch, reviewer, status, body);
    events.append(
        new Event.ReviewSubmitted(
            caller.repo().value(), name, branch.headSequence(), reviewer, status));
    return new ReviewSubmitted(id, branch.headSequence());
  }

  /** The reviews of a branch, newest first. */
  @QueryParameter(name = "at", type = QueryType.INTEGER, meaning = "Only those of that head.")
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last review; newest first")
  @GetMapping("/branch/{branch}/reviews")
  List<Review> list(RepoCaller caller, @PathVariable String branch, Query query) {
    OptionalLong at = query.number("at", "invalid 'at' parameter");
    Optional<UUID> after = query.afterId();
    return IdCursor.page(
        after,
        reviews.list(caller, branch, at, after, query.limitOrAll(MAX_PAGE)),
        id -> reviews.exists(caller.repoId(), id));
  }
}
