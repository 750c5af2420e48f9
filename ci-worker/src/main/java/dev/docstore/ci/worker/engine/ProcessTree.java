package dev.docstore.ci.worker.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process with everything it starts. All of it carries the run's id in its environment, by which
 * also those are found that have cut the tie to their parent.
 */
final class ProcessTree {
  /** How a process ended. */
  sealed interface End {
    /** By itself, with that code. */
    record Exited(int code) implements End {}

    /** It was killed because its time was over. */
    record TimedOut() implements End {}
  }

  /** How long the rest of the output may take once nobody is left who could write it. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

  /** How long a program may tidy up after itself before it is killed. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final ProcessBuilder command;
  private final String runVariable;

  /**
   * @param variable a variable of the command's environment whose value no other run has
   */
  ProcessTree(ProcessBuilder command, String variable) {
    this.command = command.redirectErrorStream(true);
    this.runVariable = variable + "=" + command.environment().get(variable);
  }

  /**
   * Runs the command to its end and gives its output to the sink.
   *
   * @throws IOException when it cannot be started
   */
  End run(Duration timeout, LineSink log) throws IOException, InterruptedException {
    Process process = command.start();
    Thread onExit = new Thread(() -> kill(process), "kill-" + process.pid());
    Runtime.getRuntime().addShutdownHook(onExit);
    try {
      process.getOutputStream().close();
      Thread output = pump(process, log);
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      kill(process);
      output.join(LAST_OUTPUT);
      return ended ? new End.Exited(process.waitFor()) : new End.TimedOut();
    } finally {
      kill(process);
      removeHook(onExit);
    }
  }

  /**
   * On a thread of the system: reading from a pipe holds a virtual thread's carrier, and a few
   * silent checks would stand in the way of heartbeats and of everything else.
   */
  private static Thread pump(Process process, LineSink log) {
    return Thread.ofPlatform()
        .daemon()
        .name("output-" + process.pid())
        .start(() -> OutputLines.pump(process.getInputStream(), log));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown has begun, and the hook does its work.
    }
  }

  /** Looks again until nothing is left: processes may start others while they are killed. */
  private void kill(Process process) {
    // Not Process.destroy, which would also close the output before it was read.
    process.toHandle().destroy();
    awaitEnd(List.of(process.toHandle()), FAREWELL);
    List<ProcessHandle> alive = alive(process);
    for (int round = 0; !alive.isEmpty() && round < 20; round++) {
      alive.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(alive, Duration.ofSeconds(1));
      alive = alive(process);
    }
  }

  private List<ProcessHandle> alive(Process process) {
    Stream<ProcessHandle> own = Stream.concat(Stream.of(process.toHandle()), process.descendants());
    return Stream.concat(own, RunProcesses.with(runVariable))
        .distinct()
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /**
   * Asks again and again instead of using {@code onExit}, whose answer comes through the common
   * pool: there the JDK may be waiting for output that only ends once more processes are killed.
   */
  private static void awaitEnd(List<ProcessHandle> processes, Duration limit) {
    Instant deadline = Instant.now().plus(limit);
    while (processes.stream().anyMatch(ProcessHandle::isAlive)
        && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }
}
