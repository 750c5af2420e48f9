package dev.docstore.common.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as the contract writes its URLs (spec 03 §0). */
public final class UrlEscape {
  private UrlEscape() {}

  /** A query value: space becomes {@code +}, only letters, digits and {@code -_.~} stay. */
  public static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /** A path whose {@code /} stay: everything else that is special is encoded. */
  public static String path(String text) {
    return query(text).replace("+", "%20").replace("%2F", "/");
  }
}
