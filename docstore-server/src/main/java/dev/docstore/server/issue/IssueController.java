package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueCloseRequest;
import dev.docstore.common.wire.IssueCreated;
import dev.docstore.common.wire.IssueList;
import dev.docstore.common.wire.IssuePatch;
import dev.docstore.common.wire.IssueRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.issue.IssueStore.Filter;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Issues (spec 02 §6.1). */
@RestController
@RequestMapping("/repos/{repo}/-/issues")
class IssueController {
  private static final int MAX_PAGE = 10_000;
  private static final Set<String> STATES = Set.of("open", "closed", "all");
  private static final Set<String> REASONS = Set.of("completed", "not_planned", "duplicate");

  private final Transactions transactions;
  private final IssueStore issues;
  private final IssueChanges changes;

  IssueController(Transactions transactions, IssueStore issues, IssueChanges changes) {
    this.transactions = transactions;
    this.issues = issues;
    this.changes = changes;
  }

  /** The issues of a repo, highest number first. */
  @QueryParameter(
      name = "state",
      byDefault = "open",
      values = {"open", "closed", "all"},
      meaning = "Only those that are.")
  @QueryParameter(name = "author", meaning = "Only those of that identity.")
  @QueryParameter(name = "label", meaning = "Only those that have that label.")
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.INTEGER,
      order = "number of the last issue; highest first")
  @GetMapping
  @Nullable IssueList list(RepoCaller caller, Query query, Conditional conditional) {
    String state = query.text("state").orElse("open");
    if (!STATES.contains(state)) {
      throw DocStoreException.badRequest("invalid state; must be open, closed, or all");
    }
    Filter filter =
        new Filter(
            Optional.of(state).filter(s -> !s.equals("all")),
            query.text("author"),
            query.text("label"));
    long below = query.number("after", "invalid 'after' parameter").orElse(Long.MAX_VALUE);
    int limit = query.limitOrAll(MAX_PAGE);
    return conditional.answer(
        new IssueList(issues.list(caller.repoId(), caller.repo(), filter, below, limit)));
  }

  /** Opens an issue, tied to the proposals and commits that its body mentions. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  IssueCreated open(RepoCaller caller, @RequestBody IssueRequest request) {
    String title = JsonBody.required("title", request.title());
    String body = Objects.requireNonNullElse(request.body(), "");
    List<String> labels = request.labels() == null ? List.of() : labels(request.labels());
    List<Ref> refs = Mentions.refsIn(body);
    return transactions.write(() -> changes.open(caller, title, body, labels, refs));
  }

  /** One issue. */
  @GetMapping("/{number}")
  @Nullable Issue show(RepoCaller caller, @PathVariable String number, Conditional conditional) {
    return conditional.answer(
        issues
            .find(caller.repoId(), caller.repo(), IssueNumber.parse(number))
            .orElseThrow(IssueChanges::notFound));
  }

  /** Edits title, body and labels of an issue; a new body may tie it to more. */
  @PatchMapping("/{number}")
  Issue edit(RepoCaller caller, @PathVariable String number, JsonBody body) throws IOException {
    long n = IssueNumber.parse(number);
    IssuePatch patch = body.as(IssuePatch.class);
    List<Ref> refs = patch.body() == null ? List.of() : Mentions.refsIn(patch.body());
    List<String> labels = patch.labels() == null ? null : labels(patch.labels());
    return transactions.write(
        () -> changes.edit(caller, n, patch.title(), patch.body(), labels, refs));
  }

  /** Closes an issue for a reason. */
  @PostMapping("/{number}/close")
  Issue close(RepoCaller caller, @PathVariable String number, JsonBody body) throws IOException {
    long n = IssueNumber.parse(number);
    String reason =
        body.ifAny(IssueCloseRequest.class)
            .map(IssueCloseRequest::reason)
            .filter(given -> !given.isEmpty())
            .orElse("completed");
    if (!REASONS.contains(reason)) {
      throw DocStoreException.badRequest("invalid close reason");
    }
    return transactions.write(() -> changes.close(caller, n, reason));
  }

  /** Opens a closed issue again. */
  @PostMapping("/{number}/reopen")
  Issue reopen(RepoCaller caller, @PathVariable String number) {
    long n = IssueNumber.parse(number);
    return transactions.write(() -> changes.reopen(caller, n));
  }

  /** A null among the labels stands for an empty one, as in any list of texts. */
  private static List<String> labels(List<@Nullable String> given) {
    return given.stream().map(label -> Objects.requireNonNullElse(label, "")).toList();
  }
}
