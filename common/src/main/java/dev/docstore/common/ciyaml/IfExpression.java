package dev.docstore.common.ciyaml;

/** The {@code if} of a check (spec 03 §1.6). */
public final class IfExpression {
  /** What an expression says about a trigger. */
  public sealed interface Verdict {
    /** The check runs. */
    record Runs() implements Verdict {}

    /** The check is skipped. */
    record Skipped() implements Verdict {}

    /**
     * The expression cannot be understood, and so the check fails.
     *
     * @param message what is wrong, with the byte offset into the trimmed text
     */
    record Unclear(String message) implements Verdict {}
  }

  private IfExpression() {}

  /** Evaluates the text; a blank one always runs. Never throws. */
  public static Verdict evaluate(String expression, Trigger trigger) {
    String trimmed = trim(expression);
    if (trimmed.isEmpty()) {
      return new Verdict.Runs();
    }
    try {
      return new IfEvaluation(trimmed, trigger).whole()
          ? new Verdict.Runs()
          : new Verdict.Skipped();
    } catch (IfEvaluation.BadExpressionException e) {
      return new Verdict.Unclear(e.getMessage());
    }
  }

  /** Without Unicode white space at both ends, no-break spaces included. */
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
  }
}
