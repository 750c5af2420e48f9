package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.CheckReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server how checks stand. What cannot be told is logged: it changes neither the check's
 * result nor the reports of others.
 */
record ReportVerdict(DocStore docstore, LogStore logs) {
  private static final Logger LOG = LoggerFactory.getLogger(ReportVerdict.class);

  /** The check that stands for the configuration itself. */
  static final String CONFIG_CHECK = "ci/config";

  /** Marks all checks as pending, at once. */
  void pending(List<Check> checks) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      checks.forEach(check -> threads.execute(() -> post(check.name(), "pending", null)));
    }
  }

  /** The configuration cannot be used. */
  void configFailed() {
    post(CONFIG_CHECK, "failed", null);
  }

  /** The configuration can be used after all. */
  void configPassed() {
    post(CONFIG_CHECK, "passed", null);
  }

  /** Stores the log and reports the verdict with its address. */
  CheckResult call(Check check, CheckStatus status, Path log) throws InterruptedException {
    Optional<String> url = store(check, log);
    post(check.name(), status.wireName(), url.orElse(null));
    return new CheckResult(check, status, url);
  }

  private Optional<String> store(Check check, Path log) throws InterruptedException {
    try {
      return Optional.of(logs.put(check.name(), log));
    } catch (IOException e) {
      LOG.error("cannot store the log of {}", check.name(), e);
      return Optional.empty();
    }
  }

  /** None in the answer of an older scheduler, which knows no other than the first. */
  private short attempt() {
    return (short) Math.max(1, docstore.job().attempt());
  }

  private void post(String name, String status, @Nullable String logUrl) {
    CheckReport report =
        new CheckReport(
            docstore.job().branch(),
            name,
            status,
            logUrl,
            docstore.job().sequence(),
            attempt(),
            null);
    try {
      Http.Answer answer = docstore.post("check", Json.write(report));
      if (answer.status() != 201) {
        LOG.error(
            "report {} {}: unexpected status {}: {}", name, status, answer.status(), answer.text());
      }
    } catch (IOException | JobFailedException e) {
      LOG.error("report {} {}: {}", name, status, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
