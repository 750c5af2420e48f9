package dev.docstore.server.proposal;

import dev.docstore.common.wire.Proposal;
import dev.docstore.server.access.RepoCaller;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The open proposals of a branch, as answers carry them. */
@Component
public class OpenProposals {
  private final ProposalStore proposals;

  OpenProposals(ProposalStore proposals) {
    this.proposals = proposals;
  }

  /** None or one. */
  public List<Proposal> of(RepoCaller caller, String branch) {
    return proposals.list(
        caller, Optional.of("open"), Optional.of(branch), Optional.empty(), Integer.MAX_VALUE);
  }
}
