package dev.docstore.server.proposal;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features may ask about proposals. */
@Component
public class ProposalQueries {
  /** An open proposal, as merge policies see it (spec 02 §7.3). */
  public record OpenProposal(String id, String baseBranch, String title, String state) {}

  private final JdbcClient jdbc;

  ProposalQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The open proposal of a branch. */
  public Optional<OpenProposal> open(long repoId, long branchId) {
    return jdbc.sql(
            """
            select id::text, base_branch, title, state::text from proposals
            where repo_id = ? and branch_id = ? and state = 'open'
            """)
        .params(repoId, branchId)
        .query(
            (row, _) ->
                new OpenProposal(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .optional();
  }
}
