package dev.docstore.ci.scheduler;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes claims that wait for a job. It is a hint only: jobs that another process queues are found
 * by looking again.
 */
final class JobBell implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private long rings;
  private boolean closed;

  /** How often it rang: to be asked before looking at the queue, and handed to {@link #await}. */
  long rings() {
    lock.lock();
    try {
      return rings;
    } finally {
      lock.unlock();
    }
  }

  /** There may be a job. */
  void ring() {
    lock.lock();
    try {
      rings++;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it rings again after those rings, for that long at most.
   *
   * @return false when waiting is over for good, because the process stops
   */
  boolean await(long seen, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (rings == seen && !closed && left > 0) {
        left = rung.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody waits just now. */
  boolean isAwaited() {
    lock.lock();
    try {
      return lock.hasWaiters(rung);
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody go who waits: a stopping process must not wait for them. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
