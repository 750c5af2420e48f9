package dev.docstore.server.web;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Which state of something an answer shows, and whether the same request can ever show another.
 *
 * @param immutable the answer may be kept without asking again
 */
public record Validity(ETag tag, boolean immutable) {
  /** Part of every tag: to be raised when a body's form changes while what it shows does not. */
  private static final String FORM = "1";

  /** The state that these parts tell apart from any other; only the last may be free text. */
  public static Validity of(boolean immutable, Object... parts) {
    return new Validity(
        ETag.of(
            Stream.concat(Stream.of(FORM), Arrays.stream(parts))
                .map(String::valueOf)
                .toArray(String[]::new)),
        immutable);
  }
}
