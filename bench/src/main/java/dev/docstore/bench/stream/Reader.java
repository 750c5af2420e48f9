package dev.docstore.bench.stream;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.http.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One client of a repo's stream, which resumes by the last id it saw when it is cut off. */
final class Reader implements AutoCloseable {
  /**
   * A commit's event and when it came.
   *
   * @param nanos by {@link System#nanoTime}
   */
  record Received(long sequence, long nanos) {}

  private final Target target;
  private final String repo;
  private final List<Received> received = new ArrayList<>();
  private final Frames frames = new Frames(this::event);
  private final Thread thread;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;
  private volatile long latest;
  private long lastId;
  private final AtomicInteger connections = new AtomicInteger();

  private Reader(Target target, String repo) {
    this.target = target;
    this.repo = repo;
    this.thread = Thread.ofVirtual().unstarted(this::read);
  }

  static Reader open(Target target, String repo) {
    Reader reader = new Reader(target, repo);
    reader.thread.start();
    return reader;
  }

  private void read() {
    while (!closed) {
      try (Connection now = target.connect()) {
        connection = now;
        connections.incrementAndGet();
        frames.reset();
        String since = lastId == 0 ? "" : "?since_seq=" + lastId;
        now.stream(target.requests().get("/repos/" + repo + "/-/events" + since), frames::take);
      } catch (IOException e) {
        // It was closed here, or cut off there: then it resumes.
        Thread.onSpinWait();
      }
    }
  }

  private void event(long id, long sequence) {
    lastId = id;
    if (sequence > 0) {
      synchronized (received) {
        received.add(new Received(sequence, System.nanoTime()));
      }
      latest = sequence;
    }
  }

  String repo() {
    return repo;
  }

  /** Sequence of the last commit it was told of; 0 for none. */
  long latest() {
    return latest;
  }

  /** How often it had to come back. */
  int resumed() {
    return Math.max(0, connections.get() - 1);
  }

  /** All it was told of, in order. */
  List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    Connection now = connection;
    if (now != null) {
      now.close();
    }
  }
}
