package dev.docstore.rego;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/policy.md: its examples, its input document, and the part that is made from data. */
record PolicyPage(String text) {
  static final Path FILE = Path.of("..", "docs", "policy.md");

  private static final String BEGIN = "<!-- differences -->\n";
  private static final String END = "<!-- end of differences -->";
  private static final Pattern EXAMPLE =
      Pattern.compile("```rego\n(.*?)```\n(?:\nAnswer: ([^\n]*)\n)?", Pattern.DOTALL);
  private static final Pattern INPUT = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  /** A module of the page and the answer below it, which a module of the library does not have. */
  record Example(String source, String answer) {}

  static PolicyPage read() {
    try {
      return new PolicyPage(Files.readString(FILE));
    } catch (IOException e) {
      throw new AssertionError(FILE + " cannot be read", e);
    }
  }

  String input() {
    Matcher input = INPUT.matcher(text);
    if (!input.find()) {
      throw new AssertionError("the page shows no input");
    }
    return input.group(1);
  }

  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (Matcher each = EXAMPLE.matcher(text); each.find(); ) {
      String answer = each.group(2);
      examples.add(new Example(each.group(1), answer == null ? "" : answer));
    }
    return examples;
  }

  /** The page with this list of differences. */
  PolicyPage with(Differences differences) {
    StringBuilder table = new StringBuilder("| what | here |\n| --- | --- |\n");
    for (Differences.Row row : differences.rows()) {
      table.append("| %s | %s |\n".formatted(row.what(), row.here().replace("|", "\\|")));
    }
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    return new PolicyPage(
        text.substring(0, begin) + table + text.substring(text.indexOf(END, begin)));
  }
}
