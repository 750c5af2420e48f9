package dev.docstore.ci.worker;

import dev.docstore.ci.worker.FetchConfig.Config;
import dev.docstore.ci.worker.FetchSource.Source;
import dev.docstore.ci.worker.RevealSecrets.Secrets;
import dev.docstore.ci.worker.engine.Engine;
import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.Trigger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One job from configuration to verdict (spec 03 §8.3). Each step's result is an argument of the
 * next; this class only says in which order.
 *
 * @param directory the job's own directory, with {@code logs} in it
 * @param parallel how many checks run at the same time
 */
record JobRun(
    DocStore docstore,
    Trigger trigger,
    Engine engine,
    LogStore logStore,
    Path directory,
    int parallel,
    Clock clock) {
  JobVerdict call() throws InterruptedException {
    return switch (new FetchConfig(docstore).call()) {
      case Config.Absent() -> JobVerdict.ofChecks(true, Optional.empty());
      case Config.Unusable(String reason) -> {
        report().configFailed();
        yield JobVerdict.failed(reason);
      }
      case Config.Usable(var yaml) -> {
        if (retriesConfig()) {
          report().configPassed();
        }
        try {
          yield runChecks(wanted(yaml.checks()));
        } catch (JobFailedException e) {
          yield JobVerdict.failed(e.getMessage());
        }
      }
    };
  }

  /** Whether the configuration itself could not be used the last time. */
  private boolean retriesConfig() {
    @Nullable List<String> names = docstore.job().checks();
    return names != null && names.contains(ReportVerdict.CONFIG_CHECK);
  }

  /**
   * All checks of the file, or the ones that a re-run names (page 00 D6). Without a usable
   * configuration none of them has run.
   */
  private List<Check> wanted(List<Check> checks) {
    @Nullable List<String> names = docstore.job().checks();
    return names == null || retriesConfig()
        ? checks
        : checks.stream().filter(check -> names.contains(check.name())).toList();
  }

  private JobVerdict runChecks(List<Check> checks) throws JobFailedException, InterruptedException {
    Secrets secrets = new RevealSecrets(docstore).call(checks);
    SecretFiles files = SecretFiles.write(secrets, directory.resolve("secrets"));
    Source source = new FetchSource(docstore, directory).call();
    report().pending(checks);
    CompileCheck compile = new CompileCheck(trigger, new ChangedPaths(docstore).call(checks));
    RunCheck run = new RunCheck(engine, source, files, directory.resolve("runs"), clock);
    CheckRunner runner =
        new CheckRunner(compile, run, report(), logs(), new Scrubber(secrets), clock);
    return verdict(new CheckGraph(checks, parallel).run(runner));
  }

  private static JobVerdict verdict(List<CheckResult> results) {
    boolean passed = results.stream().noneMatch(result -> result.status() == CheckStatus.FAILED);
    return JobVerdict.ofChecks(
        passed, results.stream().flatMap(result -> result.logUrl().stream()).findFirst());
  }

  private ReportVerdict report() {
    return new ReportVerdict(docstore, logStore);
  }

  private Path logs() {
    return directory.resolve("logs");
  }
}
