package dev.docstore.ci.scheduler;

import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.CiJobRow;
import dev.docstore.common.token.RequestToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts jobs into the queue and hands them out. What is true of a job is decided by the database.
 */
final class JobQueue {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  JobQueue(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * Queues all these jobs of one branch or none, and cancels what they supersede. A job that its
   * event already made is not made again.
   *
   * @return the ids of the jobs that are new
   */
  List<UUID> enqueue(List<NewJob> jobs) {
    return transaction.execute(
        _ -> {
          List<UUID> made = new ArrayList<>();
          for (NewJob job : jobs) {
            lockBranch(job);
            insert(job).ifPresent(made::add);
            if (job.trigger().supersedes()) {
              cancelSuperseded(job);
            }
          }
          return made;
        });
  }

  /** Two pushes handled at once must see each other's rows, or both stay queued. */
  private void lockBranch(NewJob job) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:repo || ' ' || :branch, 0))::text")
        .param("repo", job.repo())
        .param("branch", job.branch())
        .query(String.class)
        .optional();
  }

  private Optional<UUID> insert(NewJob job) {
    return jdbc.sql(
            """
            insert into ci_jobs (repo, branch, sequence, trigger_type, trigger_branch,
                                 trigger_base_branch, trigger_proposal_id, event_id, permissions)
            values (:repo, :branch, :sequence, :trigger, :branch,
                    :base, :proposal, :event, :permissions)
            on conflict on constraint ci_jobs_once_per_event do nothing
            returning id
            """)
        .param("repo", job.repo())
        .param("branch", job.branch())
        .param("sequence", job.sequence())
        .param("trigger", job.trigger().wireName())
        .param("base", job.baseBranch().orElse(null))
        .param("proposal", job.proposalId().orElse(null))
        .param("event", job.eventId().orElse(null))
        .param("permissions", permissions(job))
        .query(UUID.class)
        .optional();
  }

  private static String[] permissions(NewJob job) {
    return job.permissions().isEmpty()
        ? new String[] {"checks"}
        : job.permissions().toArray(String[]::new);
  }

  /** Cancels every waiting job with a newer one beside it, whichever came first. */
  private void cancelSuperseded(NewJob job) {
    jdbc.sql(
            """
            update ci_jobs
            set status = 'cancelled',
                error_message = 'superseded by sequence ' || newest.sequence
            from (select max(sequence) as sequence
                  from ci_jobs
                  where repo = :repo and branch = :branch and trigger_type = :trigger) as newest
            where repo = :repo and branch = :branch and trigger_type = :trigger
              and status = 'queued'
              and ci_jobs.sequence < newest.sequence
            """)
        .param("repo", job.repo())
        .param("branch", job.branch())
        .param("trigger", job.trigger().wireName())
        .update();
  }

  /**
   * Hands out one waiting job, or none: of the repo with the fewest jobs under way, the oldest. The
   * token is stored with the claim, so that no claimed job is without one.
   */
  Optional<CiJob> claim(Worker worker, RequestToken token) {
    return jdbc.sql(
            """
            update ci_jobs
            set status = 'claimed', claimed_at = now(), last_heartbeat_at = null,
                claims = claims + 1, worker_pod = :pod, worker_pod_ip = :address,
                worker_log_port = :log_port, request_token = :token,
                request_token_exp = now() + interval '24 hours'
            where id = (
              select job.id
              from ci_jobs job
              left join (select repo, count(*) as jobs
                         from ci_jobs
                         where status = 'claimed'
                         group by repo) busy on busy.repo = job.repo
              where job.status = 'queued'
              order by coalesce(busy.jobs, 0), job.created_at, job.id
              limit 1
              for update of job skip locked)
            returning *
            """)
        .param("pod", worker.pod().orElse(null))
        .param("address", worker.address())
        .param("log_port", worker.logPort().orElse(null))
        .param("token", token.hash())
        .query(CiJobRow::job)
        .optional();
  }

  /** Notes that the worker is alive; false when the token no longer stands for a claimed job. */
  boolean heartbeat(RequestToken token) {
    return jdbc.sql(
                """
                update ci_jobs set last_heartbeat_at = now()
                where request_token = :token and request_token_exp > now() and status = 'claimed'
                """)
            .param("token", token.hash())
            .update()
        == 1;
  }

  /** Ends the job and its token; false when the token no longer stands for a claimed job. */
  boolean complete(RequestToken token, Completion completion) {
    return jdbc.sql(
                """
                update ci_jobs
                set status = :status::ci_job_status, log_url = :log_url, error_message = :error,
                    request_token = null, request_token_exp = null
                where request_token = :token and request_token_exp > now() and status = 'claimed'
                """)
            .param("status", completion.status())
            .param("log_url", completion.logUrl())
            .param("error", completion.errorMessage())
            .param("token", token.hash())
            .update()
        == 1;
  }
}
