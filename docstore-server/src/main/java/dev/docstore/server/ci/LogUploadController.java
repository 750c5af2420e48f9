package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.job.CiJob;
import dev.docstore.server.access.RepoCaller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.commons.io.IOUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the logs of checks from the jobs that ran them (spec 03 §16.3, page 00 E11). */
@RestController
class LogUploadController {
  /**
   * As much of a log as is kept: the 10 MiB of the contract, which a check prints, and the time
   * that workers put before each of its lines.
   */
  static final int MAX_BYTES = 32 << 20;

  /** What follows is read so that the client gets its answer, but not for ever. */
  private static final long MAX_DROPPED = 1L << 30;

  /** Bounds the memory of all uploads together to 128 MiB; further ones wait. */
  private static final int UPLOADS = 4;

  /**
   * Where a log went.
   *
   * @param url {@code file://…} or {@code gs://…}
   */
  record StoredLog(String url) {}

  private final JobStore jobs;
  private final LogStore logs;
  private final Semaphore uploads = new Semaphore(UPLOADS);

  LogUploadController(JobStore jobs, LogStore logs) {
    this.jobs = jobs;
    this.logs = logs;
  }

  /**
   * Stores the log of a check of the calling job: the body as it is, of which the first 32 MiB are
   * kept.
   */
  @PostMapping("/repos/{repo}/-/check/{check}/logs")
  StoredLog upload(RepoCaller caller, @PathVariable String check, HttpServletRequest request)
      throws IOException {
    CiJob job = jobs.of(caller);
    LogKey key = LogKey.of(job, check);
    uploads.acquireUninterruptibly();
    try {
      byte[] log = request.getInputStream().readNBytes(MAX_BYTES);
      IOUtils.skip(request.getInputStream(), MAX_DROPPED);
      return new StoredLog(store(key, log));
    } finally {
      uploads.release();
    }
  }

  private String store(LogKey key, byte[] log) {
    try {
      return logs.put(key, log);
    } catch (IOException e) {
      throw new DocStoreException(
          ErrorCode.SERVICE_UNAVAILABLE, "the log could not be stored; try again later", e);
    }
  }
}
