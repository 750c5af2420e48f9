package dev.docstore.common.cron;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as {@code @every} takes them: {@code 1h30m}, {@code 0.5m}, {@code 60s}. */
final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("\\G([0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(ns|us|µs|μs|ms|s|m|h)");

  private static final Map<String, BigDecimal> SECONDS =
      Map.of(
          "ns", new BigDecimal("0.000000001"),
          "us", new BigDecimal("0.000001"),
          "µs", new BigDecimal("0.000001"),
          "μs", new BigDecimal("0.000001"),
          "ms", new BigDecimal("0.001"),
          "s", BigDecimal.ONE,
          "m", BigDecimal.valueOf(60),
          "h", BigDecimal.valueOf(3600));

  private GoDuration() {}

  /** Whole seconds, rounded down; a negative duration is refused. */
  static long seconds(String text) throws InvalidCronException {
    String unsigned = text.startsWith("+") ? text.substring(1) : text;
    Matcher part = PART.matcher(unsigned);
    BigDecimal sum = BigDecimal.ZERO;
    int end = 0;
    while (part.find()) {
      BigDecimal unit = SECONDS.getOrDefault(part.group(2), BigDecimal.ZERO);
      sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    if (end == 0 || end != unsigned.length()) {
      throw new InvalidCronException("not a duration: " + text);
    }
    return sum.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }
}
