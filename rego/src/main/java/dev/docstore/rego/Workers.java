package dev.docstore.rego;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The workers there are, and who has which. They are started when they are first needed. */
final class Workers implements AutoCloseable {

  private final Limits limits;
  private final Watchdog watchdog = new Watchdog();
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition returned = lock.newCondition();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final List<Worker> all = new ArrayList<>();
  private final Semaphore slowLane = new Semaphore(1, true);

  Workers(Limits limits) {
    this.limits = limits;
  }

  /** Runs work on any worker, if possible on one where this set is prepared. */
  <T> T with(@Nullable PolicySet set, Function<Worker, T> work) {
    Worker worker = take(set);
    try {
      return worker.call(work);
    } finally {
      giveBack(worker);
    }
  }

  /** Runs work of a set known to be slow: one at a time, so that others always find a worker. */
  <T> T withSlow(PolicySet set, Function<Worker, T> work) {
    slowLane.acquireUninterruptibly();
    try {
      return with(set, work);
    } finally {
      slowLane.release();
    }
  }

  private Worker take(@Nullable PolicySet set) {
    lock.lock();
    try {
      while (idle.isEmpty() && all.size() >= limits.instances()) {
        returned.awaitUninterruptibly();
      }
      Worker prepared = set == null ? null : preparedFor(set);
      if (prepared != null) {
        return prepared;
      }
      Worker any = idle.pollFirst();
      return any == null ? start() : any;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Worker preparedFor(PolicySet set) {
    for (Iterator<Worker> workers = idle.iterator(); workers.hasNext(); ) {
      Worker worker = workers.next();
      if (worker.holds(set)) {
        workers.remove();
        return worker;
      }
    }
    return null;
  }

  private Worker start() {
    Worker worker = new Worker(all.size() + 1, limits, watchdog);
    all.add(worker);
    return worker;
  }

  private void giveBack(Worker worker) {
    lock.lock();
    try {
      idle.addFirst(worker);
      returned.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      all.forEach(Worker::close);
      watchdog.close();
    } finally {
      lock.unlock();
    }
  }
}
