package dev.docstore.ci.scheduler;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Takes jobs back from workers that fell silent for two minutes (spec 03 §6). A job is handed out
 * three times at most: what kills its worker would do so again (page 00 E1).
 */
class Reaper {
  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private final JdbcClient jdbc;

  Reaper(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The regular round; an error is logged and the next round tries again. */
  @Scheduled(fixedDelay = 30, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
  void round() {
    try {
      reap();
    } catch (DataAccessException e) {
      LOG.warn("looking for silent workers failed", e);
    }
  }

  /** Takes back what is stale now, in one statement; returns how many jobs that were. */
  int reap() {
    int jobs =
        jdbc.sql(
                """
                update ci_jobs
                set status = case when claims >= 3 then 'failed' else 'queued' end::ci_job_status,
                    error_message = case
                      when claims >= 3
                      then 'gave up: three workers in a row stopped answering during this job'
                    end,
                    claimed_at = null, last_heartbeat_at = null,
                    worker_pod = null, worker_pod_ip = null, worker_log_port = null,
                    request_token = null, request_token_exp = null
                where status = 'claimed'
                  and coalesce(last_heartbeat_at, claimed_at) < now() - interval '2 minutes'
                """)
            .update();
    if (jobs > 0) {
      LOG.warn("took {} jobs back from silent workers", jobs);
    }
    return jobs;
  }
}
