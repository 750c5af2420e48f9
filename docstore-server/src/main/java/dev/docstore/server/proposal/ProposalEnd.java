package dev.docstore.server.proposal;

import dev.docstore.common.event.Event;
import dev.docstore.server.vcs.BranchEnd;
import java.util.List;
import org.springframework.stereotype.Component;

/** A proposal ends with its branch: merged or, when the branch is given up, closed. */
@Component
class ProposalEnd implements BranchEnd {
  private final ProposalStore proposals;

  ProposalEnd(ProposalStore proposals) {
    this.proposals = proposals;
  }

  @Override
  public List<Event> merged(long repoId, String repo, String branch) {
    return proposals
        .end(repoId, branch, "merged")
        .<List<Event>>map(
            ended ->
                List.of(new Event.ProposalMerged(repo, branch, ended.baseBranch(), ended.id())))
        .orElse(List.of());
  }

  @Override
  public List<Event> abandoned(long repoId, String repo, String branch) {
    return proposals
        .end(repoId, branch, "closed")
        .<List<Event>>map(ended -> List.of(new Event.ProposalClosed(repo, branch, ended.id())))
        .orElse(List.of());
  }
}
