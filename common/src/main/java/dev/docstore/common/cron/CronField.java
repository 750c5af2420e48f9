package dev.docstore.common.cron;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * The values that one field allows.
 *
 * @param isStar whether it holds {@code *} or {@code ?}, in steps of one
 */
record CronField(BitSet values, boolean isStar) {
  static final Kind MINUTE = new Kind("minute", 0, 59, List.of());
  static final Kind HOUR = new Kind("hour", 0, 23, List.of());
  static final Kind DAY = new Kind("day", 1, 31, List.of());
  static final Kind MONTH =
      new Kind(
          "month",
          1,
          12,
          List.of(
              "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"));
  static final Kind WEEKDAY =
      new Kind("weekday", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

  boolean contains(int value) {
    return values.get(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * What a field may hold.
   *
   * @param names of the values from {@code min} on
   */
  record Kind(String what, int min, int max, List<String> names) {
    CronField parse(String text) throws InvalidCronException {
      BitSet values = new BitSet();
      boolean star = false;
      for (String element : text.split(",", -1)) {
        if (!element.isEmpty()) {
          star |= add(element, values);
        }
      }
      return new CronField(values, star);
    }

    /** Whether the element is an unstepped star. */
    private boolean add(String element, BitSet values) throws InvalidCronException {
      String[] parts = element.split("/", -1);
      if (parts.length > 2) {
        throw wrong("too many slashes", element);
      }
      int step = parts.length == 2 ? number(parts[1], element) : 1;
      boolean star = parts[0].equals("*") || parts[0].equals("?");
      String[] ends = parts[0].split("-", -1);
      if (ends.length > 2) {
        throw wrong("too many hyphens", element);
      }
      int first = star ? min : value(ends[0], element);
      int last =
          star || (ends.length == 1 && parts.length == 2)
              ? max
              : value(ends[ends.length - 1], element);
      if (first < min || last > max || first > last) {
        throw wrong("not a range within %d-%d".formatted(min, max), element);
      }
      if (step == 0) {
        throw wrong("a step of 0", element);
      }
      // Not by adding: a huge step would overflow.
      for (int value = first; value <= last; value++) {
        if ((value - first) % step == 0) {
          values.set(value);
        }
      }
      return star && step == 1;
    }

    private int value(String text, String element) throws InvalidCronException {
      int named = names.indexOf(text.toLowerCase(Locale.ROOT));
      return named >= 0 ? min + named : number(text, element);
    }

    private int number(String text, String element) throws InvalidCronException {
      String digits = text.startsWith("+") ? text.substring(1) : text;
      if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw wrong("not a number", element);
      }
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException e) {
        throw wrong("too large a number", element);
      }
    }

    private InvalidCronException wrong(String why, String element) {
      return new InvalidCronException("%s \"%s\": %s".formatted(what, element, why));
    }
  }
}
