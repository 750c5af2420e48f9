package dev.docstore.ci.worker;

import dev.docstore.ci.worker.CompileCheck.Compiled;
import dev.docstore.ci.worker.FetchSource.Source;
import dev.docstore.ci.worker.engine.Build;
import dev.docstore.ci.worker.engine.Engine;
import dev.docstore.ci.worker.engine.SourceTree;
import dev.docstore.ci.worker.engine.StepsOutcome;
import dev.docstore.common.ciyaml.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Runs a compiled check on the engine; its log ends with the verdict and the reason for it.
 *
 * @param directory where every run gets a directory of its own
 */
record RunCheck(Engine engine, Source source, SecretFiles secrets, Path directory, Clock clock) {
  CheckStatus call(Compiled compiled, CheckLog log) throws InterruptedException {
    return switch (compiled) {
      case Compiled.Skipped(String reason) -> {
        log.last("skipped: " + reason);
        yield CheckStatus.SKIPPED;
      }
      case Compiled.Broken(String reason) -> {
        log.last("failed: " + reason);
        yield CheckStatus.FAILED;
      }
      case Compiled.Ready ready -> run(ready, log);
    };
  }

  private CheckStatus run(Compiled.Ready ready, CheckLog log) throws InterruptedException {
    Check check = ready.check();
    String id = UUID.randomUUID().toString();
    Path scratch = directory.resolve(id);
    engine.warning().ifPresent(log::line);
    Instant start = clock.instant();
    try {
      Build build =
          new Build(
              id,
              check,
              ready.dockerfile(),
              source.context(),
              Files.createDirectories(scratch),
              secrets.of(check));
      StepsOutcome outcome = engine.run(build, log);
      log.last(lastLine(check, outcome, Duration.between(start, clock.instant())));
      return outcome instanceof StepsOutcome.Passed ? CheckStatus.PASSED : CheckStatus.FAILED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      remove(scratch);
    }
  }

  private static String lastLine(Check check, StepsOutcome outcome, Duration took) {
    int steps = check.steps().size();
    return switch (outcome) {
      case StepsOutcome.Passed() ->
          "passed: %d step(s) in %d.%03d s".formatted(steps, took.toSeconds(), took.toMillisPart());
      case StepsOutcome.StepFailed(int step, int code) ->
          "failed: step %d of %d ended with exit code %d: %s"
              .formatted(step, steps, code, firstLine(check, step));
      case StepsOutcome.TimedOut(int step) when step == 0 ->
          "failed: timed out after %d s before the first step"
              .formatted(check.timeout().toSeconds());
      case StepsOutcome.TimedOut(int step) ->
          "failed: timed out after %d s in step %d of %d: %s"
              .formatted(check.timeout().toSeconds(), step, steps, firstLine(check, step));
      case StepsOutcome.NotStarted(String reason) -> "failed: no step ran: " + reason;
    };
  }

  private static String firstLine(Check check, int step) {
    return check.steps().get(step - 1).strip().lines().findFirst().orElse("");
  }

  private static void remove(Path scratch) {
    try {
      SourceTree.delete(scratch);
    } catch (IOException e) {
      // The job's directory goes as a whole at the end; here it was only earlier.
    }
  }
}
