package dev.docstore.server.proposal;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.wire.Proposal;
import dev.docstore.common.wire.ProposalPatch;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.issue.ProposalIssues;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.web.ETag;
import dev.docstore.server.web.Query;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What its author or a maintainer may do to a proposal. Each change is judged on the row as it is
 * under its lock, so that {@code If-Match} and the state hold when it is written.
 */
@Component
class ProposalChanges {
  private final BranchQueries branches;
  private final ProposalStore proposals;
  private final EventLog events;
  private final ProposalIssues issues;

  ProposalChanges(
      BranchQueries branches, ProposalStore proposals, EventLog events, ProposalIssues issues) {
    this.issues = issues;
    this.branches = branches;
    this.proposals = proposals;
    this.events = events;
  }

  /** The proposal of that id; 404 for one of another repo, and for what is no id. */
  Proposal find(RepoCaller caller, String id) {
    return proposals.find(caller, key(id)).orElseThrow(ProposalChanges::notFound);
  }

  /** Answers 404 or 412 before anything of the request's body is looked at. */
  void requireMatch(RepoCaller caller, String id, @Nullable String ifMatch) {
    tag(find(caller, id)).requireMatch(ifMatch);
  }

  /** The tag of a proposal's present state: its id and the nanosecond of its last change. */
  static ETag tag(Proposal proposal) {
    Instant at = proposal.updatedAt();
    return ETag.of(
        proposal.id(),
        Long.toString(
            Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano())));
  }

  Proposal edit(RepoCaller caller, String id, @Nullable String ifMatch, ProposalPatch patch) {
    Proposal proposal = hold(caller, id, ifMatch).proposal();
    if (patch.title() == null && patch.description() == null) {
      return proposal;
    }
    proposals.edit(caller.repoId(), key(id), patch.title(), patch.description());
    events.append(
        new Event.ProposalUpdated(caller.repo().value(), proposal.branch(), proposal.id()));
    if (patch.description() != null) {
      issues.mentionedIn(patch.description(), caller.repoId(), caller.repo(), proposal.id());
    }
    return find(caller, id);
  }

  Proposal close(RepoCaller caller, String id, @Nullable String ifMatch) {
    Proposal proposal = hold(caller, id, ifMatch).proposal();
    if (!proposal.state().equals("open")) {
      throw new DocStoreException(ErrorCode.CONFLICT, "proposal is not open");
    }
    proposals.close(caller.repoId(), key(id));
    events.append(
        new Event.ProposalClosed(caller.repo().value(), proposal.branch(), proposal.id()));
    return proposal;
  }

  Proposal reopen(RepoCaller caller, String id, @Nullable String ifMatch) {
    Held held = hold(caller, id, ifMatch);
    Proposal proposal = held.proposal();
    BranchRow branch = held.branch();
    if (!proposal.state().equals("closed")) {
      throw new DocStoreException(ErrorCode.CONFLICT, "proposal is not closed");
    }
    if (!branch.status().equals("active")) {
      throw new DocStoreException(ErrorCode.BRANCH_NOT_ACTIVE, "branch is not active");
    }
    proposals.reopen(caller.repoId(), key(id));
    events.append(
        new Event.ProposalReopened(
            caller.repo().value(),
            branch.name(),
            proposal.baseBranch(),
            proposal.id(),
            branch.headSequence()));
    return proposal;
  }

  /** A proposal and its branch, which stay as they are until the transaction ends. */
  private record Held(BranchRow branch, Proposal proposal) {}

  private Held hold(RepoCaller caller, String id, @Nullable String ifMatch) {
    // The branch first: a merge takes it and then the proposal, in this order too.
    BranchRow branch = branches.lock(caller.repoId(), find(caller, id).branch());
    if (!proposals.lock(caller.repoId(), key(id))) {
      throw notFound();
    }
    Proposal proposal = find(caller, id);
    tag(proposal).requireMatch(ifMatch);
    if (!proposal.author().equals(caller.identity())) {
      caller.require(Role.MAINTAINER, "forbidden: must be proposal author or maintainer");
    }
    return new Held(branch, proposal);
  }

  private static UUID key(String id) {
    return Query.uuid(id).orElseThrow(ProposalChanges::notFound);
  }

  private static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.PROPOSAL_NOT_FOUND, "proposal not found");
  }
}
