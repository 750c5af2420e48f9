package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.JobStatus;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The logs of checks, while they run and afterwards (spec 03 §16.3, page 00 E4, H8). */
@RestController
class LogController {
  private final JobStore jobs;
  private final LogStore stored;
  private final SchedulerLogs running;
  private final LogStreams streams;

  LogController(JobStore jobs, LogStore stored, SchedulerLogs running, LogStreams streams) {
    this.jobs = jobs;
    this.stored = stored;
    this.running = running;
    this.streams = streams;
  }

  /** The log of a check of a CI job: as far as it is written, or followed to its end. */
  @Responds(type = "text/plain", meaning = "The log.")
  @Responds(
      type = "text/event-stream",
      meaning =
          "With `follow=true`: one event per line, its id the line's number; at last an event `end`.")
  @QueryParameter(
      name = "follow",
      type = QueryType.FLAG,
      meaning = "Whether to send lines as they are written, until the check ends.")
  @GetMapping("/repos/{repo}/-/ci-jobs/{id}/logs/{check}")
  void log(
      RepoCaller caller,
      @PathVariable String id,
      @PathVariable String check,
      Query query,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException {
    CiJob job = job(caller, id);
    LogKey key = LogKey.of(job, check);
    if (query.text("follow").filter("true"::equals).isPresent()) {
      streams.serve(caller, job, key, lastEventId, response);
      return;
    }
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try (InputStream log = soFar(job, key)) {
      log.transferTo(response.getOutputStream());
    }
  }

  private CiJob job(RepoCaller caller, String id) {
    return Query.uuid(id)
        .flatMap(jobs::find)
        .filter(job -> job.repo().equals(caller.repo().value()))
        .orElseThrow(() -> DocStoreException.notFound("ci job not found"));
  }

  private InputStream soFar(CiJob job, LogKey key) {
    if (job.status() == JobStatus.CLAIMED) {
      Optional<InputStream> live = running.open(job, key.check(), false);
      if (live.isPresent()) {
        return live.get();
      }
    }
    return stored(stored, job, key);
  }

  /** The stored log of a check. */
  static InputStream stored(LogStore store, CiJob job, LogKey key) {
    String url = job.logUrl();
    if (url == null || url.isEmpty()) {
      throw DocStoreException.notFound("no logs for this job");
    }
    if (!store.holds(url)) {
      throw DocStoreException.notFound("log not available");
    }
    try {
      return store.open(key).orElseThrow(() -> DocStoreException.notFound("log not found"));
    } catch (IOException e) {
      throw new DocStoreException(ErrorCode.SERVICE_UNAVAILABLE, "could not read log", e);
    }
  }
}
