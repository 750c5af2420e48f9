package dev.docstore.common.client;

import dev.docstore.common.http.UrlEscape;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Percent-encoding of names in paths. */
final class Escape {
  private Escape() {}

  /** As one path segment: {@code /} becomes {@code %2F}, the {@code @} of an identity stays. */
  static String segment(String text) {
    // Servers and proxies clean these away unless they are escaped.
    if (text.equals(".") || text.equals("..")) {
      return text.replace(".", "%2E");
    }
    return UrlEscape.query(text).replace("+", "%20").replace("%40", "@");
  }

  /** Segment by segment: {@code /} stays. */
  static String path(String text) {
    return Arrays.stream(text.split("/", -1)).map(Escape::segment).collect(Collectors.joining("/"));
  }
}
