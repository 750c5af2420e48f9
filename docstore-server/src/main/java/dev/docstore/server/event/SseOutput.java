package dev.docstore.server.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Frames of a stream, to the byte as spec 02 §10.6 has them. */
final class SseOutput {
  private final OutputStream out;
  private long lastWrite = System.nanoTime();

  SseOutput(OutputStream out) {
    this.out = out;
  }

  /** One event; not flushed. An envelope never holds a line break, so one data line does. */
  void event(LoggedEvent event) throws IOException {
    write("id: " + event.seq() + "\ndata: ");
    out.write(event.payload());
    write("\n\n");
  }

  /** Tells a client that events after its cursor are gone, and where the log begins now. */
  void reset(long earliest) throws IOException {
    write("event: reset\ndata: {\"earliest\": " + earliest + "}\n\n");
    flush();
  }

  /** A comment that shows both sides that the other is there. */
  void keepAlive() throws IOException {
    write(": keepalive\n\n");
    flush();
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Time since something was last written. */
  long silentNanos() {
    return System.nanoTime() - lastWrite;
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    lastWrite = System.nanoTime();
  }
}
