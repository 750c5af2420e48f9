package dev.docstore.ci.worker;

import java.time.Duration;

/** Tells the scheduler at regular intervals that the job is alive, until it is closed. */
final class Heartbeat implements AutoCloseable {
  private final Thread thread;

  private Heartbeat(Thread thread) {
    this.thread = thread;
  }

  /** The first beat comes after one interval. */
  static Heartbeat start(Scheduler scheduler, Claim claim, Duration interval) {
    return new Heartbeat(
        Thread.ofVirtual()
            .name("heartbeat")
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(interval);
                      scheduler.heartbeat(claim);
                    }
                  } catch (InterruptedException e) {
                    // Closed.
                  }
                }));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
