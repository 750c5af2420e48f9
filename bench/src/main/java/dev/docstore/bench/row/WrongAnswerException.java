package dev.docstore.bench.row;

import java.io.IOException;

/** The server answered with a 2xx, but not what it should: its figures would mean nothing. */
final class WrongAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  private WrongAnswerException(String message) {
    super(message);
  }

  /** Throws unless both are equal. */
  static void unlessEqual(String what, Object expected, Object got) throws WrongAnswerException {
    if (!expected.equals(got)) {
      throw new WrongAnswerException(
          "wrong answer: %s should be %s and is %s".formatted(what, expected, got));
    }
  }
}
