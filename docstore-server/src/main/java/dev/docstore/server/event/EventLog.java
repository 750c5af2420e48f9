package dev.docstore.server.event;

import dev.docstore.common.event.CloudEvent;
import dev.docstore.common.event.Event;
import dev.docstore.server.database.Pipeline;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The log of everything that happened. Appending a row, in the transaction that causes the event,
 * is all that a writer ever does: streams, webhooks, auto-merge and CI read the log, each with its
 * own cursor.
 */
@Component
public class EventLog {
  private final JdbcOperations jdbc;
  private final Clock clock;
  private final TransactionSynchronization announcement;

  EventLog(JdbcOperations jdbc, Clock clock, Tailer tailer, Notifier notifier) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.announcement = new Announcement(tailer, notifier);
  }

  /** Appends one event; see {@link #append(List)}. */
  public void append(Event event) {
    append(List.of(event));
  }

  /**
   * Appends events in order. They become visible with the caller's transaction, or not at all.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void append(List<? extends Event> events) {
    Pipeline pipeline = new Pipeline();
    append(events, pipeline);
    pipeline.run(jdbc);
  }

  /**
   * As {@link #append(List)}, with statements that go to the database together.
   *
   * @param pipeline run by the caller, in this transaction
   */
  public void append(List<? extends Event> events, Pipeline pipeline) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an event is appended in the transaction that causes it");
    }
    String[] repoKeys = events.stream().map(Event::repoKey).toArray(String[]::new);
    String[] types = events.stream().map(Event::type).toArray(String[]::new);
    byte[][] payloads =
        events.stream()
            .map(event -> CloudEvent.of(event, clock.instant()).json())
            .map(json -> json.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    // Asking for the transaction's id gives it one before the sequence is drawn: a tailer waits for
    // transactions that have an id, and could step over the gap of one that has none. A condition
    // on it is what keeps the planner from leaving out a value that nobody reads.
    pipeline.add(
        """
        insert into event_log (repo, type, payload)
        select e.repo, e.type, e.payload
        from unnest(?::text[], ?::text[], ?::bytea[]) with ordinality as e (repo, type, payload, n)
        where pg_current_xact_id() is not null
        order by e.n
        """,
        repoKeys,
        types,
        payloads);
    if (!TransactionSynchronizationManager.getSynchronizations().contains(announcement)) {
      TransactionSynchronizationManager.registerSynchronization(announcement);
    }
  }

  /** Wakes the readers here and elsewhere, once per transaction and after it: no writer waits. */
  private record Announcement(Tailer tailer, Notifier notifier)
      implements TransactionSynchronization {
    @Override
    public void afterCommit() {
      tailer.wake();
      notifier.announce();
    }
  }
}
