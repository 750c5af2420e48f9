package dev.docstore.server.proposal;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.event.Event;
import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Proposal;
import dev.docstore.common.wire.ProposalPatch;
import dev.docstore.common.wire.ProposalRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.issue.ProposalIssues;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.web.IdCursor;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Proposals (spec 02 §5, page 00 D9). */
@RestController
@RequestMapping("/repos/{repo}/-/proposals")
class ProposalController {
  private static final int MAX_PAGE = 10_000;
  private static final Set<String> STATES = Set.of("open", "closed", "merged");

  private final Transactions transactions;
  private final BranchQueries branches;
  private final ProposalStore proposals;
  private final ProposalChanges changes;
  private final EventLog events;
  private final ProposalIssues issues;

  ProposalController(
      Transactions transactions,
      BranchQueries branches,
      ProposalStore proposals,
      ProposalChanges changes,
      EventLog events,
      ProposalIssues issues) {
    this.transactions = transactions;
    this.branches = branches;
    this.proposals = proposals;
    this.changes = changes;
    this.events = events;
    this.issues = issues;
  }

  /**
   * Proposes to merge a branch, and ties the issues that the description mentions. Neither the
   * branch's state nor the base branch is looked at: what can be merged, the merge says.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Created open(RepoCaller caller, @RequestBody ProposalRequest request) {
    String branch = JsonBody.required("branch", request.branch());
    String title = JsonBody.required("title", request.title());
    String base =
        Optional.ofNullable(request.baseBranch()).filter(b -> !b.isEmpty()).orElse("main");
    String description = Objects.requireNonNullElse(request.description(), "");
    return transactions.write(() -> open(caller, branch, base, title, description));
  }

  private Created open(
      RepoCaller caller, String branch, String base, String title, String description) {
    BranchRow row = branches.lock(caller.repoId(), branch);
    String author = caller.identity();
    String id = proposals.open(caller.repoId(), row, base, title, description, author);
    events.append(
        new Event.ProposalOpened(
            caller.repo().value(), branch, base, id, author, row.headSequence()));
    issues.mentionedIn(description, caller.repoId(), caller.repo(), id);
    return new Created(id);
  }

  /** The proposals of a repo, newest first. */
  @QueryParameter(
      name = "state",
      values = {"open", "closed", "merged"},
      meaning = "Only those that are.")
  @QueryParameter(name = "branch", meaning = "Only those of that branch.")
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last proposal; newest first")
  @GetMapping
  List<Proposal> list(RepoCaller caller, Query query) {
    Optional<String> state = query.text("state");
    if (state.isPresent() && !STATES.contains(state.get())) {
      throw DocStoreException.badRequest("invalid state; must be open, closed, or merged");
    }
    Optional<UUID> after = query.afterId();
    return IdCursor.page(
        after,
        proposals.list(caller, state, query.text("branch"), after, query.limitOrAll(MAX_PAGE)),
        id -> proposals.find(caller, id).isPresent());
  }

  /** One proposal. */
  @GetMapping("/{id}")
  ResponseEntity<Proposal> get(RepoCaller caller, @PathVariable String id) {
    Proposal proposal = changes.find(caller, id);
    return ResponseEntity.ok().header("ETag", ProposalChanges.tag(proposal).value()).body(proposal);
  }

  /** Edits title and description of a proposal. */
  @PatchMapping("/{id}")
  Proposal edit(
      RepoCaller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      JsonBody body)
      throws IOException {
    changes.requireMatch(caller, id, ifMatch);
    ProposalPatch patch = body.as(ProposalPatch.class);
    return transactions.write(() -> changes.edit(caller, id, ifMatch, patch));
  }

  /** Closes an open proposal. */
  @PostMapping("/{id}/close")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void close(
      RepoCaller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    transactions.write(() -> changes.close(caller, id, ifMatch));
  }

  /** Opens a closed proposal again. */
  @PostMapping("/{id}/reopen")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reopen(
      RepoCaller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    transactions.write(() -> changes.reopen(caller, id, ifMatch));
  }
}
