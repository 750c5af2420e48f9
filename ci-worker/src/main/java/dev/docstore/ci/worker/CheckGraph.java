package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Runs checks as soon as their needs are over, at most so many at a time. A check whose needs
 * failed does not run; skipped needs, and those that are not among the checks, stand in nobody's
 * way.
 */
record CheckGraph(List<Check> checks, int parallel) {
  /** What to do with a check. */
  interface Body {
    /** Runs it. */
    CheckResult run(Check check) throws InterruptedException;

    /** Does not run it, because these failed. */
    CheckResult blocked(Check check, List<String> failed) throws InterruptedException;
  }

  /** The results in file order. */
  List<CheckResult> run(Body body) throws InterruptedException {
    Map<String, CompletableFuture<CheckStatus>> ends = new HashMap<>();
    checks.forEach(check -> ends.put(check.name(), new CompletableFuture<>()));
    Semaphore slots = new Semaphore(parallel);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<CheckResult>> work = new ArrayList<>();
      checks.forEach(check -> work.add(() -> one(check, ends, slots, body)));
      List<CheckResult> results = new ArrayList<>();
      for (Future<CheckResult> done : threads.invokeAll(work)) {
        results.add(done.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static CheckResult one(
      Check check, Map<String, CompletableFuture<CheckStatus>> ends, Semaphore slots, Body body)
      throws InterruptedException, ExecutionException {
    CompletableFuture<CheckStatus> end = Objects.requireNonNull(ends.get(check.name()));
    CheckStatus status = CheckStatus.FAILED;
    try {
      List<String> failed = new ArrayList<>();
      for (String need : check.needs()) {
        CompletableFuture<CheckStatus> over = ends.get(need);
        if (over != null && over.get() == CheckStatus.FAILED) {
          failed.add(need);
        }
      }
      CheckResult result =
          failed.isEmpty() ? limited(check, slots, body) : body.blocked(check, failed);
      status = result.status();
      return result;
    } finally {
      // Whatever happened: those who wait must go on.
      end.complete(status);
    }
  }

  private static CheckResult limited(Check check, Semaphore slots, Body body)
      throws InterruptedException {
    slots.acquire();
    try {
      return body.run(check);
    } finally {
      slots.release();
    }
  }
}
