package dev.docstore.ci.worker.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Cuts a process's output into lines; what is not UTF-8 becomes replacement characters. */
final class OutputLines {
  /**
   * A step that never ends its line must not fill the memory: what is longer is dropped. What logs
   * show of a line, and a secret that begins there, fit in.
   */
  private static final int MAX_LINE = 128 * 1024;

  private OutputLines() {}

  static void pump(InputStream output, LineSink sink) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          flush(line, sink);
        } else if (line.length() < MAX_LINE) {
          line.append((char) c);
        }
      }
      if (!line.isEmpty()) {
        flush(line, sink);
      }
    } catch (IOException e) {
      // The pipe was torn down with its process; what was read is in the log.
    }
  }

  private static void flush(StringBuilder line, LineSink sink) {
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\r') {
      line.setLength(end - 1);
    }
    sink.line(line.toString());
    line.setLength(0);
  }
}
