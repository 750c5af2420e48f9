package dev.docstore.common.ciyaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of {@code checks[].timeout}: hours, minutes and seconds, each at most once. */
final class Timeouts {
  static final String FORM = "between 1s and 24h, written like 90s, 30m or 1h30m";

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Pattern PARTS =
      Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?");

  private Timeouts() {}

  static Optional<Duration> parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Duration sum =
        Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3));
    return sum.isZero() || sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
  }

  private static long part(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
