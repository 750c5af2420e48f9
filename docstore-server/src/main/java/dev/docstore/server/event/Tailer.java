package dev.docstore.server.event;

import dev.docstore.server.background.BackgroundLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the log once per instance and passes it on in memory, so that the database's load depends
 * on the rate of events and not on the number of those who listen.
 */
@Component
final class Tailer extends BackgroundLoop implements EventReader {
  private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);
  private static final int LOOK_ROWS = 500;

  /** A wake-up that got lost costs this much. */
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Nobody announces a rollback, so a gap is looked at again without being told to. */
  private static final Duration POLL_AT_GAP = Duration.ofMillis(50);

  /** The first event of a burst is passed on at once, those behind it together. */
  private static final Duration SPACING = Duration.ofMillis(10);

  /** How much of the log the next start may have to read again. */
  private static final Duration SAVE_EVERY = Duration.ofSeconds(10);

  private final LogTable table;
  private final List<Consumer<LoggedEvent>> watchers = new CopyOnWriteArrayList<>();
  private TailPosition tail;
  private volatile long position;
  private long saved;
  private Instant nextSave = Instant.EPOCH;

  Tailer(LogTable table) {
    super("event-tailer");
    this.table = table;
    this.tail = new TailPosition(0, table::newTransactionId);
  }

  @Override
  public void start() {
    saved = table.savedPosition();
    position = saved;
    tail = new TailPosition(saved, table::newTransactionId);
    super.start();
  }

  @Override
  public void destroy() {
    super.destroy();
    table.savePosition(position);
  }

  @Override
  protected Duration pass() throws InterruptedException {
    Look look = table.look(position, LOOK_ROWS);
    passOn(tail.advance(look));
    saveNowAndThen();
    if (look.rows().size() == LOOK_ROWS && !tail.waits()) {
      return Duration.ZERO;
    }
    Thread.sleep(SPACING);
    return tail.waits() ? POLL_AT_GAP : POLL;
  }

  /** Under the lock, so that a new watcher knows exactly where it came in. */
  private synchronized void passOn(List<LoggedEvent> events) {
    for (LoggedEvent event : events) {
      for (Consumer<LoggedEvent> watcher : watchers) {
        tell(watcher, event);
      }
    }
    position = tail.value();
  }

  private static void tell(Consumer<LoggedEvent> watcher, LoggedEvent event) {
    try {
      watcher.accept(event);
    } catch (RuntimeException e) {
      LOG.error("a watcher of the log failed at event {}", event.seq(), e);
    }
  }

  private void saveNowAndThen() {
    Instant now = Instant.now();
    if (position > saved && now.isAfter(nextSave)) {
      table.savePosition(position);
      saved = position;
      nextSave = now.plus(SAVE_EVERY);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long end() {
    return table.end();
  }

  @Override
  public List<LoggedEvent> after(long cursor, EventFilter filter, int limit) {
    return table.between(cursor, position, filter, limit);
  }

  @Override
  public synchronized Watch watch(Consumer<LoggedEvent> watcher) {
    watchers.add(watcher);
    return new Watch(position, () -> watchers.remove(watcher));
  }
}
