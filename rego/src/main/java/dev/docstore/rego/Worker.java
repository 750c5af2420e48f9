package dev.docstore.rego;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a sandbox, and the policy sets that are prepared in it. The thread is a platform
 * thread of its own, for its stack is deep and only it is ever interrupted. Whoever takes a worker
 * from {@link Workers} has it alone.
 */
final class Worker implements AutoCloseable {

  private static final long STACK_BYTES = 16L << 20;

  private final Limits limits;
  private final Watchdog watchdog;
  private final ExecutorService thread;
  private final Map<PolicySet, Integer> prepared = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Sandbox sandbox;

  Worker(int number, Limits limits, Watchdog watchdog) {
    this.limits = limits;
    this.watchdog = watchdog;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread worker = new Thread(null, task, "rego-" + number, STACK_BYTES);
              worker.setDaemon(true);
              return worker;
            });
  }

  /** Whether this set needs no preparation here. */
  boolean holds(PolicySet set) {
    return prepared.containsKey(set);
  }

  /** Runs something on the worker's thread and waits for it, even if the caller is interrupted. */
  <T> T call(Function<Worker, T> work) {
    Future<T> future = thread.submit(() -> work.apply(this));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException known
              ? known
              : new IllegalStateException("a policy worker failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts a sandbox if there is none; the clock shows this time from now on. */
  Sandbox sandbox(Instant now) {
    Sandbox current = sandbox;
    if (current == null) {
      current = new Sandbox(limits.memoryBytes());
      sandbox = current;
    }
    current.restart(now);
    return current;
  }

  /** The number of the set in the sandbox; sources are parsed if they are not there already. */
  int prepare(Sandbox in, PolicySet set) {
    Integer number = prepared.get(set);
    if (number == null) {
      forgetSome(in);
      number = set.load(in);
      prepared.put(set, number);
    }
    return number;
  }

  /** Remembers a set that was just loaded. */
  void adopt(PolicySet set, int number) {
    prepared.put(set, number);
  }

  private void forgetSome(Sandbox in) {
    Iterator<Map.Entry<PolicySet, Integer>> oldest = prepared.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<PolicySet, Integer> entry = oldest.next();
      if (entry.getKey().isClosed() || prepared.size() >= limits.preparedSets()) {
        in.tell("set_drop", entry.getValue());
        oldest.remove();
      }
    }
  }

  /**
   * Runs one step that may take {@link Limits#time()}, once more with a sandbox of its own if
   * memory ran out of which other sets than this may have taken much. A sandbox that fails is
   * thrown away.
   */
  <T> T watched(@Nullable PolicySet set, Supplier<T> step) {
    boolean shared = prepared.size() > (prepared.containsKey(set) ? 1 : 0);
    try {
      return watchedOnce(step);
    } catch (SandboxFailure failure) {
      if (!shared || failure.kind() != SandboxFailure.Kind.MEMORY) {
        throw failure;
      }
      return watchedOnce(step);
    } finally {
      tidy();
    }
  }

  private <T> T watchedOnce(Supplier<T> step) {
    try (Watchdog.Guard _ = watchdog.watch(limits.time())) {
      return step.get();
    } catch (SandboxFailure failure) {
      discard();
      throw failure;
    }
  }

  private void discard() {
    sandbox = null;
    prepared.clear();
  }

  /** A sandbox that holds on to more than half of its memory makes room for a new one. */
  private void tidy() {
    Sandbox current = sandbox;
    if (current != null && current.memoryUsed() > limits.memoryBytes() / 2) {
      discard();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
