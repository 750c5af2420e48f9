package dev.docstore.common.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** The canonical form of a request path: no empty, {@code .} or {@code ..} segments. */
public final class CleanPath {
  private CleanPath() {}

  /** The cleaned path, still percent-encoded; a trailing slash stays. */
  public static String of(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> segments.pollLast();
        default -> segments.addLast(segment);
      }
    }
    String clean = "/" + String.join("/", segments);
    boolean endsInSlash = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
    return endsInSlash && clean.length() > 1 ? clean + "/" : clean;
  }
}
