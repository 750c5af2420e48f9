package dev.docstore.server.ci;

import dev.docstore.server.review.Rerun;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts a job into the queue that runs checks again; the scheduler hands it out like any other. */
@Component
class Reruns implements Rerun {
  private final JdbcClient jdbc;

  Reruns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The job runs as the newest of that commit did, with the same trigger and the same rights: a
   * retry is no way to more of them. Where there was none it may do no more than report checks.
   */
  @Override
  public void enqueue(String repo, String branch, long sequence, List<String> checks, int attempt) {
    jdbc.sql(
            """
            insert into ci_jobs (repo, branch, sequence, trigger_type, trigger_branch,
                                 trigger_base_branch, trigger_proposal_id, permissions,
                                 attempt, checks)
            select :repo, :branch, :sequence,
                   coalesce(before.trigger_type, 'manual'), coalesce(before.trigger_branch, :branch),
                   before.trigger_base_branch, before.trigger_proposal_id,
                   coalesce(before.permissions, '{checks}'), :attempt, :checks
            from (values (true)) as one
            left join lateral (
              select j.trigger_type, j.trigger_branch, j.trigger_base_branch,
                     j.trigger_proposal_id, j.permissions
              from ci_jobs j join repos r on r.name = j.repo and j.created_at >= r.created_at
              where j.repo = :repo and j.branch = :branch and j.sequence = :sequence
              order by j.created_at desc, j.trigger_type desc, j.id desc
              limit 1
            ) before on true
            """)
        .param("repo", repo)
        .param("branch", branch)
        .param("sequence", sequence)
        .param("attempt", attempt)
        .param("checks", checks.toArray(String[]::new))
        .update();
  }
}
