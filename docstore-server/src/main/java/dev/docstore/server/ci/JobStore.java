package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.CiJobRow;
import dev.docstore.common.job.JobStatus;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.identity.JobStanding;
import dev.docstore.server.repo.Dependants;
import dev.docstore.server.web.Errors;
import dev.docstore.server.web.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The server's view of CI jobs, which the scheduler runs. Jobs name their repo by its name; one
 * from before the repo was made belongs to a deleted one of the same name and is not shown.
 */
@Component
class JobStore implements JobStanding, Dependants {
  private final JdbcClient jdbc;

  JobStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A repo's jobs, newest first, after the one with that id. */
  List<CiJob> list(
      long repoId,
      Optional<String> branch,
      Optional<JobStatus> status,
      Optional<UUID> after,
      int limit) {
    return jdbc.sql(
            """
            select j.id::text, j.repo, j.branch, j.sequence, j.status::text, j.claimed_at,
                   j.last_heartbeat_at, j.worker_pod, j.worker_pod_ip, j.log_url, j.error_message,
                   j.created_at, j.trigger_type, j.trigger_branch, j.trigger_base_branch,
                   j.trigger_proposal_id, j.permissions, j.attempt, j.checks
            from ci_jobs j join repos r on r.name = j.repo and j.created_at >= r.created_at
            where r.id = :repo
              and (cast(:branch as text) is null or j.branch = :branch)
              and (cast(:status as text) is null or j.status = cast(:status as ci_job_status))
              and (cast(:after as uuid) is null or (j.created_at, j.id) <
                   (select x.created_at, x.id from ci_jobs x where x.id = :after))
            order by j.created_at desc, j.id desc
            limit :limit
            """)
        .param("repo", repoId)
        .param("branch", branch.orElse(null))
        .param("status", status.map(JobStatus::wireName).orElse(null))
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(CiJobRow::job)
        .list();
  }

  /** The job of that id, if its repo still exists. */
  Optional<CiJob> find(UUID id) {
    return jdbc.sql(
            """
            select j.id::text, j.repo, j.branch, j.sequence, j.status::text, j.claimed_at,
                   j.last_heartbeat_at, j.worker_pod, j.worker_pod_ip, j.log_url, j.error_message,
                   j.created_at, j.trigger_type, j.trigger_branch, j.trigger_base_branch,
                   j.trigger_proposal_id, j.permissions, j.attempt, j.checks
            from ci_jobs j join repos r on r.name = j.repo and j.created_at >= r.created_at
            where j.id = ?
            """)
        .param(id)
        .query(CiJobRow::job)
        .optional();
  }

  /**
   * The job that calls.
   *
   * @throws DocStoreException 401 when it is gone by now, or somebody else calls
   */
  CiJob of(RepoCaller caller) {
    return Optional.of(caller.caller())
        .filter(Caller.Job.class::isInstance)
        .map(Caller.Job.class::cast)
        .flatMap(job -> Query.uuid(job.jobId()))
        .flatMap(this::find)
        .orElseThrow(Errors::unauthenticated);
  }

  /** Puts a run that somebody asked for into the queue; answers its id. */
  String enqueueManual(String repo, String branch, long sequence) {
    return jdbc.sql(
            """
            insert into ci_jobs (repo, branch, sequence, trigger_type, trigger_branch)
            values (:repo, :branch, :sequence, 'manual', :branch)
            returning id::text
            """)
        .param("repo", repo)
        .param("branch", branch)
        .param("sequence", sequence)
        .query(String.class)
        .single();
  }

  @Override
  public Optional<ClaimedJob> claimed(String jobId) {
    return Query.uuid(jobId).flatMap(this::claimed);
  }

  private Optional<ClaimedJob> claimed(UUID id) {
    return jdbc.sql(
            """
            select repo, branch, sequence, permissions,
                   coalesce(trigger_type, '') not like 'proposal%'
                     or coalesce(trigger_base_branch, '') = 'main' as trusted
            from ci_jobs where id = ? and status = 'claimed'
            """)
        .param(id)
        .query(
            (row, _) ->
                new ClaimedJob(
                    row.getString("repo"),
                    row.getString("branch"),
                    row.getLong("sequence"),
                    Set.copyOf(texts(row)),
                    row.getBoolean("trusted")))
        .optional();
  }

  /** Nobody is to work for a repo that is gone, nor with its jobs' tokens for its successor. */
  @Override
  public void repoDeleted(String repo) {
    // Locked first: an identity that is being issued to one of them must not get in between.
    String[] jobs =
        jdbc.sql("select id::text from ci_jobs where repo = ? order by id for update")
            .param(repo)
            .query((row, _) -> row.getString(1))
            .list()
            .toArray(String[]::new);
    jdbc.sql("delete from ci_oidc_tokens where job_id = any(?::uuid[])").param(jobs).update();
    jdbc.sql("delete from ci_jobs where id = any(?::uuid[])").param(jobs).update();
    jdbc.sql("delete from ci_schedules where repo = ?").param(repo).update();
    jdbc.sql("delete from ci_schedule_changes where repo = ?").param(repo).update();
  }

  private static List<String> texts(ResultSet row) throws SQLException {
    return Arrays.asList((String[]) row.getArray("permissions").getArray());
  }
}
