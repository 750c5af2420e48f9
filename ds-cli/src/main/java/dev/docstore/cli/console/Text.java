package dev.docstore.cli.console;

/** Makes text that came from elsewhere fit for a terminal. */
public final class Text {
  private Text() {}

  /** One line: every control character is shown as an escape, line breaks and tabs too. */
  public static String line(String text) {
    return escape(text, "");
  }

  /** Several lines: line feeds and tabs stay, all other control characters are escaped. */
  public static String block(String text) {
    return escape(text.replace("\r\n", "\n"), "\n\t");
  }

  private static String escape(String text, String kept) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (!isControl(c) || kept.indexOf(c) >= 0) {
                out.appendCodePoint(c);
              } else {
                out.append(escaped(c));
              }
            });
    return out.toString();
  }

  /** Controls of both sets, and the marks that reorder what stands beside them. */
  private static boolean isControl(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u%04x", c);
    };
  }

  /** Padded on the right to at least that many code points, never cut. */
  public static String pad(String text, int width) {
    int missing = width - text.codePointCount(0, text.length());
    return missing <= 0 ? text : text + " ".repeat(missing);
  }

  /** A number padded like {@link #pad(String, int)}. */
  public static String pad(long number, int width) {
    return pad(Long.toString(number), width);
  }

  /** The first code points. */
  public static String cut(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }
}
