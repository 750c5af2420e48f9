package dev.docstore.cli.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Points in time as the contract prints them; servers write UTC. */
final class Dates {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

  private Dates() {}

  /** {@code 2024-03-05}. */
  static String day(Instant instant) {
    return DAY.format(instant);
  }

  /** {@code 2024-03-05T06:07:08Z}. */
  static String second(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
