package dev.docstore.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The incoming half of a connection: lines of a head, then as many bytes as the head says. */
final class Wire {
  private static final int MAX_LINE = 32 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;

  Wire(InputStream in) {
    this.in = in;
  }

  /** A line without its end. */
  String line() throws IOException {
    StringBuilder longLine = new StringBuilder();
    while (true) {
      if (position == limit) {
        fill();
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      longLine.append(new String(buffer, position, end - position, StandardCharsets.ISO_8859_1));
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      if (complete) {
        return stripped(longLine);
      }
      if (longLine.length() > MAX_LINE) {
        throw new IOException("the server sent a header line without an end");
      }
    }
  }

  private static String stripped(StringBuilder line) {
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  /** Passes on exactly so many bytes. */
  void pass(long length, Body.Sink sink) throws IOException {
    long left = length;
    while (left > 0) {
      if (position == limit) {
        fill();
      }
      int piece = (int) Math.min(left, limit - position);
      sink.take(buffer, position, piece);
      position += piece;
      left -= piece;
    }
  }

  /** Passes on a chunked body; returns its length. */
  long passChunks(Body.Sink sink) throws IOException {
    long total = 0;
    while (true) {
      String size = line();
      int extension = size.indexOf(';');
      long length = chunkLength(extension < 0 ? size : size.substring(0, extension));
      if (length == 0) {
        while (!line().isEmpty()) {
          // Trailers say nothing that matters here.
        }
        return total;
      }
      pass(length, sink);
      total += length;
      if (!line().isEmpty()) {
        throw new IOException("the server sent a chunk that is longer than it says");
      }
    }
  }

  private static long chunkLength(String hex) throws IOException {
    try {
      return Long.parseLong(hex.strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("the server sent a chunk without a length", e);
    }
  }

  /** Passes on everything up to the end of the connection; returns how much that was. */
  long passAll(Body.Sink sink) throws IOException {
    long total = 0;
    while (position < limit || moreCame()) {
      sink.take(buffer, position, limit - position);
      total += limit - position;
      position = limit;
    }
    return total;
  }

  private void fill() throws IOException {
    if (!moreCame()) {
      throw new EOFException("the server closed the connection in the middle of an answer");
    }
  }

  private boolean moreCame() throws IOException {
    int read = in.read(buffer);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }
}
