package dev.docstore.ci.worker;

import dev.docstore.ci.worker.engine.Engine;
import dev.docstore.ci.worker.engine.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims jobs and takes each from claim to completion (spec 03 §8.2). */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /**
   * How patient a worker is.
   *
   * @param poll between two claims
   * @param heartbeat between two heartbeats
   * @param retry for calls that do not get through
   */
  record Pace(Duration poll, Duration heartbeat, Retry retry) {
    static final Pace NORMAL =
        new Pace(
            Duration.ofSeconds(1), Duration.ofSeconds(30), new Retry(5, Duration.ofSeconds(1)));
  }

  private final WorkerSettings settings;
  private final Engine engine;
  private final LogServer logServer;
  private final Http http;
  private final Pace pace;
  private final Clock clock;
  private final Scheduler scheduler;

  Worker(
      WorkerSettings settings,
      Engine engine,
      LogServer logServer,
      Http http,
      Pace pace,
      Clock clock) {
    this.settings = settings;
    this.engine = engine;
    this.logServer = logServer;
    this.http = http;
    this.pace = pace;
    this.clock = clock;
    this.scheduler =
        new Scheduler(http, settings.schedulerUrl(), settings.claimToken(), pace.retry());
  }

  /** Runs one job and ends; with {@code WORKER_LOOP} goes on until the thread is interrupted. */
  void run() throws InterruptedException {
    do {
      work(nextClaim());
    } while (settings.loop());
  }

  private Claim nextClaim() throws InterruptedException {
    Optional<Claim> claim = scheduler.claim(logServer.port());
    while (claim.isEmpty()) {
      Thread.sleep(pace.poll());
      claim = scheduler.claim(logServer.port());
    }
    return claim.get();
  }

  private void work(Claim claim) throws InterruptedException {
    LOG.info(
        "job {}: {} {}@{}",
        claim.job().id(),
        claim.job().repo(),
        claim.job().branch(),
        claim.job().sequence());
    JobVerdict verdict;
    try (Heartbeat _ = Heartbeat.start(scheduler, claim, pace.heartbeat())) {
      verdict = inDirectory(claim);
    }
    LOG.info("job {}: {}", claim.job().id(), verdict);
    scheduler.complete(claim, verdict);
  }

  private JobVerdict inDirectory(Claim claim) throws InterruptedException {
    Path directory;
    try {
      directory = Files.createTempDirectory("docstore-job-");
    } catch (IOException e) {
      return JobVerdict.failed("cannot create a directory for the job: " + e.getMessage());
    }
    try {
      return run(claim, directory);
    } catch (IOException | RuntimeException e) {
      LOG.error("job {} broke the worker", claim.job().id(), e);
      return JobVerdict.failed("executor: " + e.getMessage());
    } finally {
      remove(directory);
    }
  }

  private JobVerdict run(Claim claim, Path directory) throws IOException, InterruptedException {
    JobIdentity identity = new JobIdentity(http, claim, pace.retry(), clock);
    try {
      identity.token();
    } catch (JobFailedException e) {
      return JobVerdict.failed(e.getMessage());
    }
    logServer.attach(Files.createDirectories(directory.resolve("logs")));
    try {
      DocStore docstore = new DocStore(http, settings.docstoreUrl(), claim, identity, pace.retry());
      return new JobRun(
              docstore,
              claim.trigger(),
              engine,
              settings
                  .localLogs()
                  .<LogStore>map(folder -> new LocalLogs(folder, claim.job()))
                  .orElseGet(() -> new ServerLogs(docstore)),
              directory,
              Runtime.getRuntime().availableProcessors(),
              clock)
          .call();
    } finally {
      logServer.detach();
    }
  }

  private static void remove(Path directory) {
    try {
      SourceTree.delete(directory);
    } catch (IOException e) {
      LOG.warn("cannot remove {}", directory, e);
    }
  }
}
