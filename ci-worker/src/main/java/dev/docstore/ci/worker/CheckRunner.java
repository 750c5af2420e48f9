package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Check;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one check from its log's first line to its report.
 *
 * @param logs where the log server looks for logs of the running job
 */
record CheckRunner(
    CompileCheck compile,
    RunCheck run,
    ReportVerdict report,
    Path logs,
    Scrubber scrubber,
    Clock clock)
    implements CheckGraph.Body {
  private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

  @Override
  public CheckResult run(Check check) throws InterruptedException {
    return logged(check, log -> run.call(compile.call(check), log));
  }

  @Override
  public CheckResult blocked(Check check, List<String> failed) throws InterruptedException {
    return logged(
        check,
        log -> {
          log.last("failed: not run, because it needs what failed: " + String.join(", ", failed));
          return CheckStatus.FAILED;
        });
  }

  /** What a check does with its log. */
  @FunctionalInterface
  private interface Work {
    CheckStatus into(CheckLog log) throws InterruptedException;
  }

  private CheckResult logged(Check check, Work work) throws InterruptedException {
    CheckStatus status;
    try (CheckLog log = CheckLog.open(logs, check.name(), scrubber, clock)) {
      status = guarded(check, work, log);
      LOG.info("check {} {}", check.name(), status.wireName());
    }
    return report.call(check, status, logs.resolve(CheckLog.fileName(check.name())));
  }

  /** A fault of the worker in one check must not take the others with it. */
  private static CheckStatus guarded(Check check, Work work, CheckLog log)
      throws InterruptedException {
    try {
      return work.into(log);
    } catch (RuntimeException e) {
      LOG.error("check {} broke the worker", check.name(), e);
      log.last("failed: the worker could not run this check: " + e.getMessage());
      return CheckStatus.FAILED;
    }
  }
}
