package dev.docstore.server.agentcontext;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.AgentContext;
import dev.docstore.common.wire.CheckRun;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.Proposal;
import dev.docstore.common.wire.Review;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.issue.ProposalIssues;
import dev.docstore.server.policy.Readiness;
import dev.docstore.server.proposal.OpenProposals;
import dev.docstore.server.review.BranchReports;
import dev.docstore.server.vcs.BranchOverviews;
import dev.docstore.server.vcs.BranchOverviews.Overview;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an agent asks first (spec 02 §8). */
@RestController
class AgentContextController {
  private final BranchOverviews branches;
  private final BranchReports reports;
  private final OpenProposals proposals;
  private final ProposalIssues issues;
  private final Readiness readiness;

  AgentContextController(
      BranchOverviews branches,
      BranchReports reports,
      OpenProposals proposals,
      ProposalIssues issues,
      Readiness readiness) {
    this.branches = branches;
    this.reports = reports;
    this.proposals = proposals;
    this.issues = issues;
    this.readiness = readiness;
  }

  /** The branch with its diff, reviews, checks, proposal, issues, owners, commits and verdict. */
  @GetMapping("/repos/{repo}/-/branch/{branch}/agent-context")
  AgentContext show(RepoCaller caller, @PathVariable String branch) {
    BranchName name = new BranchName(branch);
    Recorded recorded =
        branches.read(
            caller.repoId(), caller.repo(), name, overview -> recorded(caller, name, overview));
    // Policies take their time, and no snapshot is held open for them.
    Readiness.Status status =
        readiness
            .status(caller.repoId(), caller.repo(), name, caller.identity())
            .orElseThrow(DocStoreException::branchNotFound);
    return new AgentContext(
        recorded.overview().branch(),
        recorded.overview().diff(),
        recorded.reviews(),
        recorded.checks(),
        recorded.proposals(),
        recorded.issues(),
        status.readiness().owners(),
        recorded.overview().recentCommits(),
        status.wire().policies(),
        status.wire().mergeable(),
        status.wire().blockers(),
        status.wire().autoMergeWaiting());
  }

  /** What is on record, all of it from one snapshot. */
  private record Recorded(
      Overview overview,
      List<Review> reviews,
      List<CheckRun> checks,
      List<Proposal> proposals,
      List<Issue> issues) {}

  private Recorded recorded(RepoCaller caller, BranchName name, Overview overview) {
    long head = overview.branch().headSequence();
    List<Proposal> open = proposals.of(caller, name.value());
    return new Recorded(
        overview,
        reports.reviews(caller, name.value(), head),
        reports.checks(caller, name.value(), head),
        open,
        open.stream()
            .limit(1)
            .flatMap(proposal -> issues.of(caller.repoId(), caller.repo(), proposal.id()).stream())
            .toList());
  }
}
