package dev.docstore.common.ciyaml;

import java.nio.charset.StandardCharsets;

/**
 * Reads and evaluates one expression from left to right. Both sides of an operator are always
 * evaluated, so that an unknown field is an error wherever it stands.
 */
final class IfEvaluation {
  /** The expression is not one; the message is for its author. */
  static final class BadExpressionException extends Exception {
    BadExpressionException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /** Far more than anybody writes; keeps the recursion shallow. */
  private static final int MAX_DEPTH = 100;

  private final String text;
  private final Trigger trigger;
  private int at;
  private int depth;

  IfEvaluation(String text, Trigger trigger) {
    this.text = text;
    this.trigger = trigger;
  }

  boolean whole() throws BadExpressionException {
    boolean result = or();
    skipBlanks();
    if (at < text.length()) {
      throw bad(
          "unexpected trailing input at position %d: %s", at, GoQuoted.text(text.substring(at)));
    }
    return result;
  }

  private boolean or() throws BadExpressionException {
    boolean result = and();
    while (take("||")) {
      result |= and();
    }
    return result;
  }

  private boolean and() throws BadExpressionException {
    boolean result = comparison();
    while (take("&&")) {
      result &= comparison();
    }
    return result;
  }

  private boolean comparison() throws BadExpressionException {
    if (take("(")) {
      return group();
    }
    String left = value();
    if (take("==")) {
      return left.equals(value());
    }
    if (take("!=")) {
      return !left.equals(value());
    }
    return !left.isEmpty();
  }

  private boolean group() throws BadExpressionException {
    if (++depth > MAX_DEPTH) {
      throw bad("more than " + MAX_DEPTH + " nested '(' at position %d", at);
    }
    boolean result = or();
    if (!take(")")) {
      throw bad("expected ')' at position %d", at);
    }
    depth--;
    return result;
  }

  private String value() throws BadExpressionException {
    skipBlanks();
    if (at == text.length()) {
      throw bad("unexpected end of expression at position %d", at);
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      return literal(c);
    }
    if (!startsField(c)) {
      throw bad(
          "unexpected character %2$s at position %1$d",
          at, GoQuoted.character(text.codePointAt(at)));
    }
    return field();
  }

  private String literal(char quote) throws BadExpressionException {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw bad("unterminated string literal starting at position %d", at);
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private String field() throws BadExpressionException {
    int start = at;
    while (at < text.length() && continuesField(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    return switch (name) {
      case "event.type" -> trigger.type();
      case "event.branch" -> trigger.branch();
      case "event.base_branch" -> trigger.baseBranch();
      case "event.proposal_id" -> trigger.proposalId();
      default -> throw new BadExpressionException("unknown field reference " + GoQuoted.text(name));
    };
  }

  private boolean take(String token) {
    skipBlanks();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private static boolean startsField(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean continuesField(char c) {
    return startsField(c) || (c >= '0' && c <= '9') || c == '.';
  }

  /** The first placeholder is a position, told in bytes of UTF-8. */
  private BadExpressionException bad(String format, int position, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = text.substring(0, position).getBytes(StandardCharsets.UTF_8).length;
    System.arraycopy(more, 0, arguments, 1, more.length);
    return new BadExpressionException(format.formatted(arguments));
  }
}
