package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.Issue;
import java.util.List;
import org.springframework.stereotype.Component;

/** The issues of a proposal, for those who know about proposals. */
@Component
public class ProposalIssues {
  private final IssueStore issues;
  private final Ties ties;

  ProposalIssues(IssueStore issues, Ties ties) {
    this.issues = issues;
    this.ties = ties;
  }

  /**
   * Ties every issue that a proposal's description mentions as {@code #<number>} to the proposal,
   * in the caller's transaction. Numbers without an issue, and issues that are tied to it already,
   * are passed over.
   *
   * @throws DocStoreException 400 when it mentions more issues than one text may
   */
  public void mentionedIn(String description, long repoId, RepoName repo, String proposalId) {
    List<Long> numbers = Mentions.issuesIn(description);
    if (!numbers.isEmpty()) {
      ties.tie(
          repoId, issues.hold(repoId, repo, numbers), List.of(new Ref(Ref.PROPOSAL, proposalId)));
    }
  }

  /** The issues tied to a proposal, lowest number first. */
  public List<Issue> of(long repoId, RepoName repo, String proposalId) {
    return issues.tiedTo(repoId, repo, new Ref(Ref.PROPOSAL, proposalId), 0, Integer.MAX_VALUE);
  }
}
