package dev.docstore.server.identity;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where a browser goes after it has signed in: a place on this site, never another's. */
final class ReturnPath {
  static final String HOME = "/ui/";

  private ReturnPath() {}

  /**
   * The path to go to (spec 01 §21.2): {@link #HOME} for what could lead elsewhere, and what cannot
   * stand in a cookie or a header is percent-encoded.
   */
  static String of(@Nullable String asked) {
    return asked != null && staysHere(asked) ? encoded(asked) : HOME;
  }

  /** Browsers read a backslash as a slash, and drop line breaks and tabs before they read. */
  private static boolean staysHere(String path) {
    return path.startsWith("/")
        && !path.startsWith("//")
        && !path.startsWith("/\\")
        && !path.contains("://")
        && path.chars().noneMatch(Character::isISOControl);
  }

  private static String encoded(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c > ' ' && c < 0x7f && "\",;\\|<>".indexOf(c) < 0) {
        out.append(c);
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
    return out.toString();
  }
}
