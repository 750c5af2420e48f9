package dev.docstore.server.event;

import dev.docstore.server.background.BackgroundLoop;
import dev.docstore.server.database.DedicatedConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hears of other instances' events on a connection of its own, and wakes the tailer. */
@Component
final class Listener extends BackgroundLoop {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final int WAIT_MILLIS = 10_000;

  private final DedicatedConnections connections;
  private final Tailer tailer;
  private Duration pause = FIRST_PAUSE;
  private volatile @Nullable Connection current;

  Listener(DedicatedConnections connections, Tailer tailer) {
    super("event-listener");
    this.connections = connections;
    this.tailer = tailer;
  }

  /** One pass is one connection's life. */
  @Override
  protected Duration pass() {
    try (Connection connection = connections.open()) {
      current = connection;
      listen(connection);
    } catch (SQLException e) {
      if (isRunning()) {
        LOG.warn(
            "lost the connection that listens for events ({}); the log is polled meanwhile",
            e.getMessage());
      }
    }
    Duration now = pause;
    pause = now.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? now.multipliedBy(2) : LONGEST_PAUSE;
    return now;
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + Notifier.CHANNEL);
    }
    pause = FIRST_PAUSE;
    // What was announced while nobody listened.
    tailer.wake();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (isRunning()) {
      if (postgres.getNotifications(WAIT_MILLIS).length > 0) {
        tailer.wake();
      }
    }
  }

  @Override
  protected void breakOff() {
    Connection listening = current;
    if (listening != null) {
      try {
        listening.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("aborting the listening connection", e);
      }
    }
  }
}
