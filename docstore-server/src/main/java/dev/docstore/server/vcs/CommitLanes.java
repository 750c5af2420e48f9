package dev.docstore.server.vcs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/**
 * Group commit: orders that wait for the same repo form a lane, first come first served, and
 * whoever stands at its head commits for all of them (up to a bound) in one transaction, so that
 * serial order does not mean a disk flush per commit.
 *
 * <p>Lanes are an optimisation inside one process. Between processes the lock on the repo's row
 * keeps order.
 */
@Component
class CommitLanes {
  /** Bounds of one group: its transaction must not keep the next ones waiting. */
  static final int MAX_ORDERS = 64;

  static final long MAX_BYTES = 8L << 20;

  /** How often main's rules are judged for one order before it gives up. */
  static final int ROUNDS = 5;

  private final CommitGroup group;
  private final MainRules rules;
  private final ConcurrentMap<Long, Lane> lanes = new ConcurrentHashMap<>();

  CommitLanes(CommitGroup group, MainRules rules) {
    this.group = group;
    this.rules = rules;
  }

  /**
   * Waits until the order is committed or refused. Where it changes main's rules they are judged by
   * its own thread, so that nobody else in the lane waits for that.
   */
  CommitOutcome submit(CommitOrder order) {
    CommitOutcome outcome = enter(order);
    for (int round = 0;
        round < ROUNDS && outcome instanceof CommitOutcome.Unjudged(List<MainFile> files);
        round++) {
      rules.judge(order.repoId(), files);
      outcome = enter(order);
    }
    return outcome;
  }

  private CommitOutcome enter(CommitOrder order) {
    Waiting me = new Waiting(order, new CompletableFuture<>());
    Lane lane = lanes.computeIfAbsent(order.repoId(), _ -> new Lane());
    Signal signal = lane.enter(me) ? new Signal.Lead() : me.signal().join();
    return switch (signal) {
      case Signal.Done(CommitOutcome outcome) -> outcome;
      case Signal.Lead() -> {
        lead(lane);
        // The leader was at the head of the lane, so its own order was in the group.
        yield ((Signal.Done) me.signal().join()).outcome();
      }
    };
  }

  private void lead(Lane lane) {
    List<Waiting> waiting = lane.takeGroup();
    try {
      List<CommitOutcome> outcomes = group.commit(waiting.stream().map(Waiting::order).toList());
      for (int i = 0; i < waiting.size(); i++) {
        waiting.get(i).done(outcomes.get(i));
      }
    } catch (RuntimeException | Error e) {
      RuntimeException cause = e instanceof RuntimeException r ? r : new IllegalStateException(e);
      waiting.forEach(w -> w.done(new CommitOutcome.Broken(cause)));
    } finally {
      lane.handOver();
    }
  }

  /** What a waiting request is told. */
  private sealed interface Signal {
    /** It is the head of the lane now and commits for those behind it. */
    record Lead() implements Signal {}

    record Done(CommitOutcome outcome) implements Signal {}
  }

  /** A request in a lane. Its signal may come twice: first that it leads, then its outcome. */
  private static final class Waiting {
    private final CommitOrder order;
    private volatile CompletableFuture<Signal> signal;

    Waiting(CommitOrder order, CompletableFuture<Signal> signal) {
      this.order = order;
      this.signal = signal;
    }

    CommitOrder order() {
      return order;
    }

    CompletableFuture<Signal> signal() {
      return signal;
    }

    void lead() {
      CompletableFuture<Signal> told = signal;
      signal = new CompletableFuture<>();
      told.complete(new Signal.Lead());
    }

    void done(CommitOutcome outcome) {
      signal.complete(new Signal.Done(outcome));
    }
  }

  private static final class Lane {
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean led;

    /** Joins the lane; true when nobody leads it, so that the newcomer does. */
    synchronized boolean enter(Waiting waiting) {
      queue.addLast(waiting);
      if (led) {
        return false;
      }
      led = true;
      return true;
    }

    synchronized List<Waiting> takeGroup() {
      List<Waiting> taken = new ArrayList<>();
      long bytes = 0;
      while (!queue.isEmpty() && taken.size() < MAX_ORDERS) {
        bytes += queue.getFirst().order().inlineBytes();
        if (!taken.isEmpty() && bytes > MAX_BYTES) {
          break;
        }
        taken.add(queue.removeFirst());
      }
      return taken;
    }

    synchronized void handOver() {
      if (queue.isEmpty()) {
        led = false;
      } else {
        queue.getFirst().lead();
      }
    }
  }
}
