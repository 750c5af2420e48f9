package dev.docstore.rego;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Interrupts threads that take too long. */
final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("rego-watchdog").daemon(true).factory());

  Watchdog() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Interrupts the calling thread after this time unless the guard was closed before. */
  Guard watch(Duration limit) {
    Guard guard = new Guard(Thread.currentThread());
    guard.alarm = timer.schedule(guard::fire, limit.toNanos(), TimeUnit.NANOSECONDS);
    return guard;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One watched piece of work. Once it is closed, no interrupt of it is pending any more. */
  static final class Guard implements AutoCloseable {
    private final Thread thread;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean open = true;
    private boolean fired;

    private Guard(Thread thread) {
      this.thread = thread;
    }

    private synchronized void fire() {
      if (open) {
        fired = true;
        thread.interrupt();
      }
    }

    @Override
    public synchronized void close() {
      open = false;
      if (alarm != null) {
        alarm.cancel(false);
      }
      if (fired) {
        Thread.interrupted();
      }
    }
  }
}
