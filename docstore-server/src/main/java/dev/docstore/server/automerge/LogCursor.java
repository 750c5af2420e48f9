package dev.docstore.server.automerge;

import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventReader;
import dev.docstore.server.event.LoggedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Turns the log into attempts. The cursor moves in the transaction that writes them down, so no
 * event is skipped, whoever dies when; one instance at a time reads, and the others do not wait.
 */
@Component
class LogCursor {
  /** Time counts too: whatever no event tells of is noticed this late. */
  static final Duration SWEEP_EVERY = Duration.ofSeconds(30);

  private static final int BATCH = 200;

  /** How far the cursor may stay behind events that do not matter. */
  private static final long SLACK = 1000;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final EventReader log;
  private final Attempts attempts;

  LogCursor(JdbcClient jdbc, Transactions transactions, EventReader log, Attempts attempts) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.log = log;
    this.attempts = attempts;
  }

  /** Reads on, unless somebody else does; answers whether there is more to read. */
  boolean read() {
    return transactions.write(() -> lock().map(this::readFrom).orElse(false));
  }

  private Optional<Long> lock() {
    return jdbc.sql("select cursor from auto_merge_cursor for update skip locked")
        .query(Long.class)
        .optional();
  }

  private boolean readFrom(long cursor) {
    // Asked before the events: up to here, what is not among them does not matter.
    long position = log.position();
    List<LoggedEvent> batch = log.after(cursor, Triggers.RELEVANT, BATCH);
    attempts.ask(Triggers.of(batch));
    boolean full = batch.size() == BATCH;
    long next = full ? batch.getLast().seq() : position;
    if (next > cursor && (!batch.isEmpty() || next > cursor + SLACK)) {
      jdbc.sql("update auto_merge_cursor set cursor = ?").param(next).update();
    }
    return full;
  }

  /** When it is time, and nobody else did, asks for an attempt for every armed branch. */
  void sweep() {
    transactions.write(
        () -> {
          boolean due =
              jdbc.sql(
                          """
                          update auto_merge_cursor set swept_at = now()
                          where only_row in (
                            select only_row from auto_merge_cursor
                            where swept_at <= now() - :period * interval '1 second'
                            for update skip locked)
                          """)
                      .param("period", SWEEP_EVERY.toSeconds())
                      .update()
                  == 1;
          if (due) {
            attempts.askForAll();
          }
          return due;
        });
  }
}
