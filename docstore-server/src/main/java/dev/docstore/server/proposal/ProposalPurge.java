package dev.docstore.server.proposal;

import dev.docstore.server.vcs.BranchDependants;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Proposals go with their branch; a purge does not count them. */
@Component
class ProposalPurge implements BranchDependants {
  private final JdbcClient jdbc;

  ProposalPurge(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Deleted branchesPurged(long repoId, Collection<Long> branchIds) {
    jdbc.sql("delete from proposals where repo_id = ? and branch_id = any(?::bigint[])")
        .params(repoId, branchIds.toArray(Long[]::new))
        .update();
    return Deleted.NOTHING_REPORTED;
  }
}
