package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How old a branch must be to be purged: {@code 30d} (spec 01 §16). */
final class PurgeAge {
  /** As many days as 64 bits of nanoseconds hold: what clients could ever ask for. */
  private static final long MAX_DAYS = 106_751;

  private PurgeAge() {}

  /**
   * The age.
   *
   * @throws DocStoreException 400 for anything but a positive number of days
   */
  static Duration parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw DocStoreException.badRequest("older_than is required");
    }
    if (!text.endsWith("d") || text.length() < 2) {
      throw invalid(text, "must be of the form \"Nd\" (e.g. \"7d\")");
    }
    long days = days(text.substring(0, text.length() - 1));
    if (days <= 0) {
      throw invalid(text, "must be a positive integer followed by 'd'");
    }
    if (days > MAX_DAYS) {
      throw invalid(text, "must be at most " + MAX_DAYS + "d");
    }
    return Duration.ofDays(days);
  }

  /** Zero for what is no integer of 64 bits. */
  private static long days(String text) {
    if (!text.matches("[+-]?[0-9]+")) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static DocStoreException invalid(String text, String why) {
    return DocStoreException.badRequest("invalid duration \"" + text + "\": " + why);
  }
}
