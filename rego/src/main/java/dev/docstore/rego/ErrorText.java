package dev.docstore.rego;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine's error messages: a header with the place, some lines of the source with a caret, and
 * the message itself after {@code error:}.
 */
record ErrorText(String path, int line, int column, String message) {

  private static final Pattern PLACE = Pattern.compile("--> (.*):(\\d+):(\\d+)");
  private static final Pattern MESSAGE =
      Pattern.compile("^error: (.*)", Pattern.MULTILINE | Pattern.DOTALL);

  /** Takes an error apart; the path is used where it names none. */
  static ErrorText parse(String text, String path) {
    Matcher message = MESSAGE.matcher(text);
    String said = message.find() ? message.group(1).strip() : text.strip();
    Matcher place = PLACE.matcher(text);
    if (!place.find()) {
      return new ErrorText(path, 1, 0, said);
    }
    return new ErrorText(
        place.group(1), Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3)), said);
  }

  Problem problem() {
    return new Problem(path, line, column, message);
  }

  /** For a policy that failed: the place only where there is one. */
  String why() {
    return column == 0 ? message : message + " (" + path + ":" + line + ")";
  }
}
