package dev.docstore.server.review;

import dev.docstore.server.vcs.BranchDependants;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reviews, comments and check runs go with their branch. */
@Component
class ReviewPurge implements BranchDependants {
  private final JdbcClient jdbc;

  ReviewPurge(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Deleted branchesPurged(long repoId, Collection<Long> branchIds) {
    Long[] branches = branchIds.toArray(Long[]::new);
    jdbc.sql("delete from review_comments where repo_id = ? and branch_id = any(?::bigint[])")
        .params(repoId, branches)
        .update();
    long reviews =
        jdbc.sql("delete from reviews where repo_id = ? and branch_id = any(?::bigint[])")
            .params(repoId, branches)
            .update();
    long checkRuns =
        jdbc.sql("delete from check_runs where repo_id = ? and branch_id = any(?::bigint[])")
            .params(repoId, branches)
            .update();
    return new Deleted(reviews, checkRuns);
  }
}
