package dev.docstore.server.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the log is settled.
 *
 * <p>A gap in the numbers is either the mark of a transaction that was rolled back or an event that
 * is not committed yet. It is passed when it has been filled, or when every transaction that was
 * running when it was first seen has ended and it is still empty: whoever drew the missing number
 * had an id by then, since writers take one before they draw (see {@link EventLog#append}).
 *
 * <p>"Every transaction that was running" is told by an id drawn after the look. The {@code xmax}
 * of the look's snapshot does not do: it only lies above the ids that have <em>ended</em>, and a
 * transaction with a larger one may be running, with the missing number in its hands.
 */
final class TailPosition {
  /**
   * @param seq largest number that was visible when a gap was first seen
   * @param newerId larger than the id of whoever drew a smaller number
   */
  private record Horizon(long seq, long newerId) {}

  private final LongSupplier newId;
  private long position;
  private @Nullable Horizon horizon;

  /**
   * @param newId draws an id that is larger than every transaction's so far; asked once per gap
   */
  TailPosition(long position, LongSupplier newId) {
    this.position = position;
    this.newId = newId;
  }

  long value() {
    return position;
  }

  /** Whether it stands before a gap that may yet be filled. */
  boolean waits() {
    return horizon != null;
  }

  /** Moves as far as this look allows and returns the events it passed. */
  List<LoggedEvent> advance(Look look) {
    long settled = settledBy(look);
    List<LoggedEvent> passed = new ArrayList<>();
    for (LoggedEvent row : look.rows()) {
      if (row.seq() > position + 1 && row.seq() > settled) {
        waitAtGap(look, settled);
        return passed;
      }
      passed.add(row);
      position = row.seq();
    }
    horizon = null;
    return passed;
  }

  private long settledBy(Look look) {
    Horizon noted = horizon;
    return noted != null && look.oldestRunning() >= noted.newerId() ? noted.seq() : position;
  }

  private void waitAtGap(Look look, long settled) {
    Horizon noted = horizon;
    if (noted == null || noted.seq() <= Math.max(position, settled)) {
      horizon = new Horizon(look.rows().getLast().seq(), newId.getAsLong());
    }
  }
}
