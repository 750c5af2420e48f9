package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expected output in a file. What differs from run to run stands there as <code>${NAME}</code>:
 * values that the test names, and ids, hashes and dates, which are recognised by their form. {@code
 * -Dgolden.update=true} writes the files anew.
 */
final class GoldenFile {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z]+)}");

  /** Tried in this order: the longer form first. */
  private static final Map<String, Pattern> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put("UUID", Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b"));
    FORMS.put("TIME", Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    FORMS.put("DATE", Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d\\b"));
    FORMS.put("HASH", Pattern.compile("\\b([0-9a-f]{64}|[0-9a-f]{16})\\b"));
    FORMS.put("ID", Pattern.compile("\\b[0-9a-f]{8}\\b"));
  }

  private final Path file;
  private final Map<String, String> values;

  private GoldenFile(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /**
   * @param values what this run calls each variable; two names for one value would make the file
   *     depend on luck and are refused
   */
  static GoldenFile named(String name, Map<String, String> values) {
    Map<String, String> names = new HashMap<>();
    values.forEach(
        (variable, value) -> {
          String other = names.putIfAbsent(value, variable);
          if (other != null) {
            throw new IllegalArgumentException(
                "%s and %s are both \"%s\"".formatted(other, variable, value));
          }
        });
    return new GoldenFile(FOLDER.resolve(name + ".golden"), Map.copyOf(values));
  }

  /** Fails with both texts when the output is not what the file says. */
  void matches(String output) throws IOException {
    String actual = normalised(output);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    String expected = Files.readString(file);
    refuseUnknownVariables(expected);
    assertThat(actual).as("%s (-Dgolden.update=true rewrites it)", file).isEqualTo(expected);
  }

  /** The text with this run's values and forms replaced; the longest value first. */
  String normalised(String text) {
    List<Map.Entry<String, String>> longestFirst =
        values.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> -entry.getValue().length()))
            .toList();
    String result = text;
    for (Map.Entry<String, String> entry : longestFirst) {
      result = result.replace(entry.getValue(), "${" + entry.getKey() + "}");
    }
    for (Map.Entry<String, Pattern> form : FORMS.entrySet()) {
      String placeholder = Matcher.quoteReplacement("${" + form.getKey() + "}");
      result = form.getValue().matcher(result).replaceAll(placeholder);
    }
    return result;
  }

  private void refuseUnknownVariables(String expected) {
    Matcher variables = VARIABLE.matcher(expected);
    while (variables.find()) {
      String name = variables.group(1);
      assertThat(values.containsKey(name) || FORMS.containsKey(name))
          .as("%s uses ${%s}, which nobody defines", file, name)
          .isTrue();
    }
  }
}
