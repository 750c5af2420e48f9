package dev.docstore.common.ciyaml;

/**
 * Quotes text the way the contract's error messages do: control and invisible characters escaped,
 * other letters as they are.
 */
final class GoQuoted {
  private GoQuoted() {}

  static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(out, c, '"'));
    return out.append('"').toString();
  }

  static String character(int codePoint) {
    StringBuilder out = new StringBuilder("'");
    append(out, codePoint, '\'');
    return out.append('\'').toString();
  }

  private static void append(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case 0x07 -> out.append("\\a");
      case 0x0b -> out.append("\\v");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append("\\x%02x".formatted(c));
        } else {
          out.append(c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
