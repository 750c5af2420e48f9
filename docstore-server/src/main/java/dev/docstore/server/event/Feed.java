package dev.docstore.server.event;

import dev.docstore.server.event.EventReader.Watch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A bounded queue between the tailer and one stream. A stream that falls behind by more than it
 * holds is ended: its client resumes by the last id it saw.
 */
final class Feed implements AutoCloseable {
  /** What a stream finds when it asks. */
  sealed interface Next {
    /** An event the stream asked for. */
    record Arrived(LoggedEvent event) implements Next {}

    /** Nothing for as long as the stream was willing to wait. */
    record Silence() implements Next {}

    /** Nothing more will come. */
    record Ended() implements Next {}
  }

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<LoggedEvent> queue = new ArrayDeque<>();
  private final Watch watch;
  private boolean ended;

  private Feed(EventReader log, Predicate<LoggedEvent> wanted, int capacity) {
    this.capacity = capacity;
    this.watch =
        log.watch(
            event -> {
              if (wanted.test(event)) {
                offer(event);
              }
            });
  }

  static Feed open(EventReader log, Predicate<LoggedEvent> wanted, int capacity) {
    return new Feed(log, wanted, capacity);
  }

  /** It delivers what the log passes after this number. */
  long from() {
    return watch.from();
  }

  private void offer(LoggedEvent event) {
    lock.lock();
    try {
      if (queue.size() == capacity) {
        // What is queued may still be sent; the gap begins after it, so nothing is skipped.
        ended = true;
      }
      if (!ended) {
        queue.add(event);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it at once, whatever is queued. */
  void end() {
    lock.lock();
    try {
      ended = true;
      queue.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The next event, waiting for it that long at most. */
  Next next(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (queue.isEmpty() && !ended && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      LoggedEvent event = queue.poll();
      if (event != null) {
        return new Next.Arrived(event);
      }
      return ended ? new Next.Ended() : new Next.Silence();
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
