package dev.docstore.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came back, byte for byte.
 *
 * @param head status line and header lines
 * @param whole whether the answer ended as its head announced; a stream of events never does
 */
record Reply(int status, String head, byte[] body, boolean whole) {
  @Nullable String header(String name) {
    String wanted = "\r\n" + name.toLowerCase(Locale.ROOT) + ":";
    int at = head.toLowerCase(Locale.ROOT).indexOf(wanted);
    if (at < 0) {
      return null;
    }
    int end = head.indexOf("\r\n", at + wanted.length());
    return head.substring(at + wanted.length(), end < 0 ? head.length() : end).strip();
  }

  boolean hasType(String prefix) {
    String type = header("Content-Type");
    return type != null && type.startsWith(prefix);
  }

  boolean endsConnection() {
    return !whole || "close".equalsIgnoreCase(header("Connection")) || hasType("text/event-stream");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
