package dev.docstore.rego;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with the syntax of a module, and what to write instead. */
final class SyntaxLessons {
  private static final Pattern ERROR =
      Pattern.compile("-->.*?:(\\d+):(\\d+)\\n.*\\n(?:error|warning): (.*)", Pattern.DOTALL);
  private static final Pattern SHORT_ERROR =
      Pattern.compile(":?(\\d+):(\\d+):? error: (.*)", Pattern.DOTALL);

  /** What is often written out of habit, as it stands at or right before the place of the error. */
  private static final List<Lesson> HABITS =
      List.of(
          new Lesson("&&", "write one condition per line, or put `;` between them"),
          new Lesson("||", "write the rule once for each alternative"),
          new Lesson("//", "a comment begins with #"),
          new Lesson("/*", "a comment begins with # in each of its lines"),
          new Lesson("?", "there is no `?`: write `x := a if …` and `else := b`"),
          new Lesson("'", "texts stand in double quotes, or in backquotes"),
          new Lesson("$\"", "this server has no template strings; write sprintf(\"… %s …\", [x])"),
          new Lesson("!", "write `not …`"));

  private record Lesson(String written, String advice) {}

  private SyntaxLessons() {}

  /** The problem behind what the parser said. */
  static Problem problem(RegoModule module, String error) {
    Matcher place = ERROR.matcher(error);
    if (!place.find()) {
      place = SHORT_ERROR.matcher(error);
      if (!place.find()) {
        return new Problem(module.path(), 1, 0, error.strip());
      }
    }
    int line = Integer.parseInt(place.group(1));
    int column = Integer.parseInt(place.group(2));
    List<String> lines = module.source().lines().toList();
    if (line > lines.size()) {
      return new Problem(
          module.path(), Math.max(lines.size(), 1), 0, atTheEnd(place.group(3).strip()));
    }
    String text = lines.get(line - 1);
    String before = text.substring(0, Math.min(column - 1, text.length()));
    String rest = text.substring(before.length());
    return new Problem(module.path(), line, column, lesson(place.group(3).strip(), before, rest));
  }

  private static String atTheEnd(String error) {
    if (error.contains("`package`")) {
      return NO_PACKAGE;
    }
    Matcher expected = Pattern.compile("expecting (`[^`]+`|expression)").matcher(error);
    String missing =
        expected.find() ? expected.group(1).replace("expression", "an expression") : "something";
    return "the file ends too early: " + missing + " is missing";
  }

  private static final String NO_PACKAGE =
      "a policy begins with its package; write: package docstore.name_of_the_policy";

  private static String lesson(String error, String before, String rest) {
    if (error.startsWith("`if` keyword")) {
      return "a body needs `if`; write: %s if { … }"
          .formatted(headOf(rest.startsWith("else") ? rest.replaceFirst("\\{.*", "") : before));
    }
    if (error.startsWith("`contains` keyword")) {
      return "members of a set need `contains`; write: %s".formatted(contains(before + rest));
    }
    if (error.contains("Missing package")) {
      return NO_PACKAGE;
    }
    if (error.startsWith("else cannot be used with set rules")) {
      return "a set has no `else`: write the rule once for each alternative";
    }
    if (error.startsWith("input cannot be shadowed") || error.startsWith("data cannot be")) {
      return "%s is taken; choose another name".formatted(error.substring(0, error.indexOf(' ')));
    }
    if (rest.startsWith("import ")) {
      return "imports stand above the rules; move this one up";
    }
    if (rest.startsWith("package")) {
      return "a file has one package, in its first line";
    }
    if (error.startsWith("import path must begin")) {
      return "an import begins with data or input; write: import data." + word(rest);
    }
    return habit(before, rest, error);
  }

  private static String habit(String before, String rest, String error) {
    for (Lesson habit : HABITS) {
      if (rest.startsWith(habit.written()) || before.stripTrailing().endsWith(habit.written())) {
        return habit.advice();
      }
      int length = habit.written().length();
      if (length == 2
          && before.endsWith(habit.written().substring(0, 1))
          && rest.startsWith(habit.written().substring(1))) {
        return habit.advice();
      }
    }
    if (before.strip().endsWith("return") || rest.startsWith("return ")) {
      return "there is no `return`: a rule has the value after `:=` in its head";
    }
    if (before.stripTrailing().endsWith(" ==") || (before.isEmpty() && rest.contains(" == "))) {
      return "a rule gives its value with `:=`; write: %s := …".formatted(word(rest));
    }
    return plain(error);
  }

  /** The parser's words, without what it was doing when it found them. */
  static String plain(String error) {
    String first = error.lines().findFirst().orElse(error).strip();
    return first
        .replaceFirst("^expecting (`[^`]+`) while parsing (.*)$", "$1 is missing in this $2")
        .replaceFirst(
            "^var `([^`]+)` used before definition below$",
            "$1 is the name of a rule as well; give this variable another one")
        .replaceFirst(" call expr$", " call")
        .replaceFirst(
            "^`}` is missing in this query$",
            "every expression of a body stands in a line of its own, or behind a `;`")
        .replaceFirst(
            "^encountered (`[^`]+`) while expecting identifier$",
            "`some` declares variables, and $1 is none")
        .replaceFirst("^expecting expression.*$", "an expression is missing")
        .replaceFirst(
            "^expecting identifier.*$",
            "a rule stands in lines of its own and begins with its name; this does neither")
        .replaceFirst("^unexpected keyword (`[^`]+`)$", "$1 is a keyword and cannot stand here")
        .replaceFirst(
            "^invalid character in string$",
            "a text ends in its line; close the quotes, or use backquotes")
        .replaceFirst("^invalid character$", "this character means nothing here")
        .replaceFirst(
            "^invalid escape sequence$",
            "\\\\ and this letter is no escape; write \\\\\\\\ for one backslash, or use backquotes")
        .replaceFirst("^invalid number$", "this is no number; numbers have no leading zero");
  }

  /** {@code allow = true } becomes {@code allow := true}; {@code deny[msg] } a rule of a set. */
  private static String headOf(String before) {
    String head = before.strip();
    return head.matches("\\w+\\[[^\\]]*\\]") ? contains(head) : head.replaceFirst(" = ", " := ");
  }

  private static String contains(String rule) {
    return rule.strip().replaceFirst("^([\\w.]+)\\[(.*?)\\]", "$1 contains $2");
  }

  private static String word(String text) {
    Matcher word = Pattern.compile("^[\\w.]+").matcher(text);
    return word.find() ? word.group() : "name";
  }
}
