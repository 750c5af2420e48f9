package dev.docstore.ci.scheduler;

import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.CiJobRow;
import dev.docstore.common.token.RequestToken;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts jobs into the queue and hands them out. What is true of a job is decided by the database.
 */
final class JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final boolean supersedeRunning;
  private final JobBell bell;

  /**
   * @param supersedeRunning whether a newer push also cancels a job that is under way
   * @param bell rung when jobs were queued
   */
  JobQueue(
      JdbcClient jdbc, TransactionTemplate transaction, boolean supersedeRunning, JobBell bell) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.supersedeRunning = supersedeRunning;
    this.bell = bell;
  }

  /**
   * Queues all these jobs of one branch or none, and cancels what they supersede. A job that its
   * event already made is not made again.
   *
   * @return the ids of the jobs that are new
   */
  List<UUID> enqueue(List<NewJob> jobs) {
    List<UUID> queued =
        transaction.execute(
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
    bell.ring();
    return queued;
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

  /**
   * Cancels every waiting job with a newer one beside it, whichever came first. The condition on
   * the status stands twice: inside to find the few rows by their indexes, outside because a job
   * may be claimed while this waits for its row.
   */
  private void cancelSuperseded(NewJob job) {
    jdbc.sql(
            """
            update ci_jobs
            set status = 'cancelled',
                error_message = 'superseded by sequence ' || newest.sequence,
                request_token = null, request_token_exp = null
            from (select max(sequence) as sequence
                  from ci_jobs
                  where repo = :repo and branch = :branch and trigger_type = :trigger) as newest
            where ci_jobs.sequence < newest.sequence
              and (status = 'queued' or (:running and status = 'claimed'))
              and id in (
                select id from ci_jobs
                where status = 'queued'
                  and repo = :repo and branch = :branch and trigger_type = :trigger
                union all
                select id from ci_jobs
                where :running and status = 'claimed'
                  and repo = :repo and branch = :branch and trigger_type = :trigger)
            """)
        .param("repo", job.repo())
        .param("branch", job.branch())
        .param("trigger", job.trigger().wireName())
        .param("running", supersedeRunning)
        .update();
  }

  /**
   * Cancels a job that is not over; its worker's token dies with it.
   *
   * @return false when it is over already, or unknown
   */
  boolean cancel(UUID id, String caller) {
    return jdbc.sql(
                """
                update ci_jobs
                set status = 'cancelled', error_message = 'cancelled by ' || :caller,
                    request_token = null, request_token_exp = null
                where id = :id and status in ('queued', 'claimed')
                """)
            .param("id", id)
            .param("caller", caller)
            .update()
        == 1;
  }

  /**
   * Hands out one waiting job, or none: of the repo with the fewest jobs under way, and among those
   * of the one whose last turn was the longest ago, the oldest. The token is stored with the claim,
   * so that no claimed job is without one, and so is the pod, which gets no other job.
   */
  Optional<CiJob> claim(Worker worker, RequestToken token) {
    try {
      return claimOnce(worker, token);
    } catch (DuplicateKeyException e) {
      LOG.debug("pod {} claimed twice at once", worker.pod(), e);
      return Optional.empty();
    }
  }

  private Optional<CiJob> claimOnce(Worker worker, RequestToken token) {
    return jdbc.sql(
            """
            with repo as materialized (
              select waiting.repo,
                     (select count(*) from ci_jobs busy
                      where busy.repo = waiting.repo and busy.status = 'claimed') as jobs,
                     (select max(served.claimed_at) from ci_jobs served
                      where served.repo = waiting.repo) as turn
              from (select distinct repo from ci_jobs where status = 'queued') waiting),
            next as (
              select job.id
              from ci_jobs job
              join repo on repo.repo = job.repo
              where job.status = 'queued'
                and not exists (select from ci_pod_claims had where had.pod_uid = :pod_uid)
              order by repo.jobs, repo.turn nulls first, job.created_at, job.id
              limit 1
              for update of job skip locked),
            pod as (
              insert into ci_pod_claims (pod_uid, pod, restarts, job_id)
              select :pod_uid, :pod, :restarts, next.id
              from next
              where cast(:pod_uid as text) is not null)
            update ci_jobs
            set status = 'claimed', claimed_at = clock_timestamp(), last_heartbeat_at = null,
                claims = claims + 1, worker_pod = :pod, worker_pod_ip = :address,
                worker_log_port = :log_port, request_token = :token,
                request_token_exp = now() + interval '24 hours'
            where id = (select id from next)
            returning *
            """)
        .param("pod", worker.pod().map(Worker.Pod::name).orElse(null), Types.VARCHAR)
        .param("pod_uid", worker.pod().map(Worker.Pod::uid).orElse(null), Types.VARCHAR)
        .param("restarts", worker.pod().map(Worker.Pod::restarts).orElse(false))
        .param("address", worker.address())
        .param("log_port", worker.logPort().orElse(null), Types.INTEGER)
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
