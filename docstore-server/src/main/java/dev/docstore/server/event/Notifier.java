package dev.docstore.server.event;

import dev.docstore.server.background.BackgroundLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the other instances that the log has grown, after the commit and never more than one
 * message at a time.
 *
 * <p>NOTIFY inside the writing transaction would take a lock of the whole database cluster at
 * commit and make all writers queue; this way a burst of commits costs one message.
 */
@Component
final class Notifier extends BackgroundLoop {
  static final String CHANNEL = "event_log";

  /** A burst of commits costs one message each this long. */
  private static final Duration SPACING = Duration.ofMillis(10);

  private final JdbcClient jdbc;
  private final AtomicBoolean grown = new AtomicBoolean();

  Notifier(JdbcClient jdbc) {
    super("event-notifier");
    this.jdbc = jdbc;
  }

  /** Asks for a message; returns at once. */
  void announce() {
    grown.set(true);
    wake();
  }

  @Override
  protected Duration pass() throws InterruptedException {
    if (grown.compareAndSet(true, false)) {
      // A hint need not survive a crash, so nobody waits for the disk.
      jdbc.sql("select set_config('synchronous_commit', 'off', true), pg_notify(?, '')")
          .param(CHANNEL)
          .query(_ -> {});
      Thread.sleep(SPACING);
    }
    return Duration.ofMinutes(1);
  }
}
