package dev.docstore.bench.http;

import java.io.IOException;
import java.util.Locale;

/**
 * Status and the few headers that say where an answer ends.
 *
 * @param length -1 when no header says it
 * @param close whether the server ends the connection after this answer
 */
record AnswerHead(int status, long length, boolean chunked, boolean close) {
  static AnswerHead read(Wire wire) throws IOException {
    AnswerHead head = readOne(wire);
    while (head.status < 200) {
      head = readOne(wire);
    }
    return head;
  }

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /** Passes the body on; returns its length. */
  long passBody(Wire wire, Body.Sink sink) throws IOException {
    if (status == 204 || status == 304) {
      return 0;
    }
    if (chunked) {
      return wire.passChunks(sink);
    }
    if (length < 0) {
      return wire.passAll(sink);
    }
    wire.pass(length, sink);
    return length;
  }

  /** Whether another answer can follow on the connection. */
  boolean keepsAlive() {
    return !close && (chunked || length >= 0 || status == 204 || status == 304);
  }

  private static AnswerHead readOne(Wire wire) throws IOException {
    String statusLine = wire.line();
    int status = status(statusLine);
    boolean close = statusLine.startsWith("HTTP/1.0");
    long length = -1;
    boolean chunked = false;
    for (String line = wire.line(); !line.isEmpty(); line = wire.line()) {
      if (has(line, "content-length:")) {
        length = Long.parseLong(line.substring(15).strip());
      } else if (has(line, "transfer-encoding:")) {
        chunked = line.toLowerCase(Locale.ROOT).contains("chunked");
      } else if (has(line, "connection:")) {
        close = line.toLowerCase(Locale.ROOT).contains("close");
      }
    }
    return new AnswerHead(status, length, chunked, close);
  }

  private static boolean has(String line, String name) {
    return line.regionMatches(true, 0, name, 0, name.length());
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("this does not look like an HTTP/1.1 server: it said " + line);
    }
    return Integer.parseInt(line, 9, 12, 10);
  }
}
