package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.job.CiJob;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Roles;
import dev.docstore.server.web.Query;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The logs that clients of this instance follow: not too many, and none when it stops. */
@Component
class LogStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LogStreams.class);

  /** Two virtual threads and a connection to the scheduler each. */
  private static final int LIMIT = 500;

  private final JobStore jobs;
  private final LogStore stored;
  private final SchedulerLogs running;
  private final Roles roles;
  private final Semaphore places = new Semaphore(LIMIT);
  private final Set<LogStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean started;

  LogStreams(JobStore jobs, LogStore stored, SchedulerLogs running, Roles roles) {
    this.jobs = jobs;
    this.stored = stored;
    this.running = running;
    this.roles = roles;
  }

  /**
   * Answers with a stream and returns when it has ended.
   *
   * @param lastEventId number of the last line that the client has, or null
   */
  void serve(
      RepoCaller caller,
      CiJob job,
      LogKey key,
      @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException {
    if (!started || !places.tryAcquire()) {
      throw new DocStoreException(
          ErrorCode.SERVICE_UNAVAILABLE,
          started
              ? "this server has " + LIMIT + " logs open, its limit; try again later"
              : "this server is stopping; connect again");
    }
    LogStream stream = new LogStream(new Sources(caller, job, key), key, after(lastEventId));
    open.add(stream);
    try {
      if (started) {
        stream.run(response);
      }
    } catch (IOException e) {
      LOG.debug("the reader of a log went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(stream);
      places.release();
    }
  }

  private static long after(@Nullable String lastEventId) {
    try {
      return lastEventId == null ? 0 : Long.parseLong(lastEventId);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Where the lines of one log come from. */
  private final class Sources implements LogStream.Source {
    private final RepoCaller caller;
    private final CiJob job;
    private final LogKey key;

    Sources(RepoCaller caller, CiJob job, LogKey key) {
      this.caller = caller;
      this.job = job;
      this.key = key;
    }

    @Override
    public LogStream.Found find() {
      CiJob now = Query.uuid(job.id()).flatMap(jobs::find).orElse(job);
      return switch (now.status()) {
        case QUEUED -> new LogStream.Found.NotYet();
        case CLAIMED ->
            running
                .open(now, key.check(), true)
                .<LogStream.Found>map(LogStream.Found.Lines::new)
                .orElseGet(LogStream.Found.NotYet::new);
        case PASSED, FAILED, CANCELLED -> ended(now);
      };
    }

    private LogStream.Found ended(CiJob now) {
      try {
        return new LogStream.Found.Lines(LogController.stored(stored, now, key));
      } catch (DocStoreException e) {
        return new LogStream.Found.Never(e.getMessage());
      }
    }

    @Override
    public boolean mayStillRead() {
      return roles.standing(caller.caller(), caller.repo().value()).role().isPresent();
    }
  }

  @Override
  public void start() {
    started = true;
  }

  /** Before the web server, which would wait for the streams' requests to end. */
  @Override
  public void stop() {
    started = false;
    open.forEach(LogStream::end);
  }

  @Override
  public boolean isRunning() {
    return started;
  }
}
