package dev.docstore.server.ci;

import dev.docstore.common.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One log as server-sent events: an event per line, whose id is the line's number, so that a client
 * goes on after the last one it has; and {@code event: end} when there will be no more.
 */
final class LogStream {
  /** What there is of a log. */
  sealed interface Found {
    /** The log from its first line; it may grow while it is read. */
    record Lines(InputStream text) implements Found {}

    /** The check has not begun. */
    record NotYet() implements Found {}

    /** The job is over and there is no such log. */
    record Never(String why) implements Found {}
  }

  /** Where the log is to be found. */
  interface Source {
    Found find();

    /** Whether the client may still read it. */
    boolean mayStillRead();
  }

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int READ_AHEAD = 1000;

  private final Source source;
  private final LogKey key;
  private final long after;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(READ_AHEAD);
  private long lastWrite = System.nanoTime();
  private volatile boolean ended;

  LogStream(Source source, LogKey key, long after) {
    this.source = source;
    this.key = key;
    this.after = after;
  }

  /** Returns when the log is over or the server stops; throws when the client is gone. */
  void run(HttpServletResponse response) throws IOException, InterruptedException {
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    OutputStream out = response.getOutputStream();
    Found found = await(out);
    switch (found) {
      case Found.NotYet() -> {}
      case Found.Never(String why) -> end(out, why);
      case Found.Lines(InputStream text) -> copy(text, out);
    }
  }

  /** Ends it from outside, promptly. */
  void end() {
    ended = true;
    lines.clear();
    lines.offer(Optional.empty());
  }

  private Found await(OutputStream out) throws IOException, InterruptedException {
    Found found = source.find();
    while (found instanceof Found.NotYet && !ended && source.mayStillRead()) {
      Thread.sleep(LOOK_AGAIN);
      keepAlive(out);
      found = source.find();
    }
    return found;
  }

  private void copy(InputStream text, OutputStream out) throws IOException, InterruptedException {
    Thread reader = Thread.ofVirtual().name("log " + key.path()).start(() -> read(text));
    try {
      long number = 0;
      while (!ended) {
        Optional<String> line = lines.poll(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
          if (!source.mayStillRead()) {
            return;
          }
          keepAlive(out);
        } else if (line.isEmpty()) {
          if (!ended) {
            end(out, "");
          }
          return;
        } else if (++number > after) {
          write(out, "id: %d\ndata: %s\n\n".formatted(number, line.get()));
          if (lines.isEmpty()) {
            out.flush();
          }
        }
      }
    } finally {
      ended = true;
      text.close();
      reader.interrupt();
    }
  }

  /** A line that cannot be read any more ends the log like its last one: the client asks again. */
  private void read(InputStream text) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      String line = in.readLine();
      while (line != null && !ended) {
        lines.put(Optional.of(line));
        line = in.readLine();
      }
      lines.put(Optional.empty());
    } catch (IOException e) {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(OutputStream out, String why) throws IOException {
    write(
        out,
        "event: end\ndata: "
            + Json.write(why.isEmpty() ? Map.of() : Map.of("error", why))
            + "\n\n");
    out.flush();
  }

  private void keepAlive(OutputStream out) throws IOException {
    if (System.nanoTime() - lastWrite >= KEEP_ALIVE.toNanos()) {
      write(out, ": keepalive\n\n");
      out.flush();
    }
  }

  private void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    lastWrite = System.nanoTime();
  }
}
