package dev.docstore.server.event;

import java.util.List;
import java.util.function.Consumer;

/**
 * The log as features read it, each with a cursor of its own: the number of the last event it is
 * done with.
 *
 * <p>Only settled events are shown: those up to a position below which nothing will ever be added.
 * Numbers are handed out before commit, so a reader that trusted the largest one it saw would skip
 * events that commit late.
 */
public sealed interface EventReader permits Tailer {
  /** Up to here the log is settled. Never moves back. */
  long position();

  /**
   * The number of the newest event that has been committed, 0 for none; it may lie beyond {@link
   * #position()}.
   */
  long end();

  /** The first settled events after the cursor that the filter wants, oldest first. */
  List<LoggedEvent> after(long cursor, EventFilter filter, int limit);

  /**
   * Calls the watcher with every event that becomes settled from now on, in order, from the
   * tailer's thread: it must neither block nor throw.
   */
  Watch watch(Consumer<LoggedEvent> watcher);

  /**
   * A watcher at work.
   *
   * @param from it is told of every event after this one
   */
  record Watch(long from, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
