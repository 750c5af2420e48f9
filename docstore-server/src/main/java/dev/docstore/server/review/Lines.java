package dev.docstore.server.review;

import dev.docstore.common.error.DocStoreException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a version that a comment is about.
 *
 * @param start null when it is the one line
 * @param last from 1
 * @param side {@code left} or {@code right}
 */
record Lines(@Nullable Integer start, int last, String side) {
  private static final Set<String> SIDES = Set.of("left", "right");

  /**
   * From the members of a request; null when the comment is about the whole file.
   *
   * @throws DocStoreException 400
   */
  static @Nullable Lines of(
      @Nullable Integer startLine, @Nullable Integer line, @Nullable String side) {
    if (line == null) {
      if (startLine != null || side != null) {
        throw DocStoreException.badRequest("start_line and side need a line");
      }
      return null;
    }
    if (line < 1) {
      throw DocStoreException.badRequest("line must be at least 1");
    }
    if (startLine != null && (startLine < 1 || startLine > line)) {
      throw DocStoreException.badRequest("start_line must lie between 1 and line");
    }
    String where = Objects.requireNonNullElse(side, "right");
    if (!SIDES.contains(where)) {
      throw DocStoreException.badRequest("invalid side; must be left or right");
    }
    return new Lines(startLine, line, where);
  }

  /**
   * Refuses lines that a version does not have.
   *
   * @param count how many it has; empty when it is not text
   * @throws DocStoreException 400
   */
  void requireWithin(OptionalInt count) {
    if (count.isEmpty()) {
      throw DocStoreException.badRequest(
          "this version has no lines to show; comment on the file without a line");
    }
    if (last > count.getAsInt()) {
      throw DocStoreException.badRequest(
          "line %d is beyond the end: this version has %d lines".formatted(last, count.getAsInt()));
    }
  }
}
