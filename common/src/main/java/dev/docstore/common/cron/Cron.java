package dev.docstore.common.cron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression (spec 03 §1.5). Times without a zone prefix are UTC. Reading one never throws
 * and takes time proportional to its length; so does asking for the next time, whatever it says.
 */
public final class Cron {
  /** Longer lines are refused: nobody means them. */
  public static final int MAX_LENGTH = 1000;

  /** No calendar repeats later than that, so what does not happen by then never does. */
  private static final int YEARS_AHEAD = 9;

  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private static final String EVERY = "@every ";

  private final ZoneId zone;
  private final CronField minutes;
  private final CronField hours;
  private final CronField days;
  private final CronField months;
  private final CronField weekdays;

  private Cron(ZoneId zone, String[] fields) throws InvalidCronException {
    this.zone = zone;
    minutes = CronField.MINUTE.parse(fields[0]);
    hours = CronField.HOUR.parse(fields[1]);
    days = CronField.DAY.parse(fields[2]);
    months = CronField.MONTH.parse(fields[3]);
    weekdays = CronField.WEEKDAY.parse(fields[4]);
  }

  /**
   * Reads an expression.
   *
   * @throws InvalidCronException whose message says what is wrong, for the author of the file
   */
  public static Cron parse(String text) throws InvalidCronException {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidCronException("longer than " + MAX_LENGTH + " characters");
    }
    ZoneId zone = ZoneOffset.UTC;
    String rest = text;
    if (text.startsWith("TZ=") || text.startsWith("CRON_TZ=")) {
      int space = text.indexOf(' ');
      if (space < 0) {
        throw new InvalidCronException("nothing after the time zone");
      }
      zone = zone(text.substring(text.indexOf('=') + 1, space));
      rest = text.substring(space).strip();
    }
    String[] fields = fieldsOf(rest).strip().split("\\s+", -1);
    if (fields.length != 5) {
      throw new InvalidCronException(
          "expected 5 fields (minute, hour, day, month, weekday), found "
              + (fields[0].isEmpty() ? 0 : fields.length));
    }
    return new Cron(zone, fields);
  }

  /** {@code @every} is a descriptor too, but only that of one minute ever meets a minute. */
  private static String fieldsOf(String text) throws InvalidCronException {
    if (!text.startsWith("@")) {
      return text;
    }
    if (text.startsWith(EVERY)) {
      return GoDuration.seconds(text.substring(EVERY.length())) == 60 ? "* * * * *" : ", , , , ,";
    }
    String fields = DESCRIPTORS.get(text);
    if (fields == null) {
      throw new InvalidCronException("unknown descriptor " + text);
    }
    return fields;
  }

  /** Only names of the time zone database; the platform would take offsets too. */
  private static ZoneId zone(String name) throws InvalidCronException {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new InvalidCronException("unknown time zone " + name);
    }
    return ZoneId.of(name);
  }

  /** The first minute after that instant at which this fires; empty when it never does. */
  public Optional<Instant> next(Instant after) {
    if (minutes.isEmpty() || hours.isEmpty()) {
      return Optional.empty();
    }
    ZonedDateTime from = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDate last = from.toLocalDate().plusYears(YEARS_AHEAD);
    for (LocalDate day = from.toLocalDate(); day.isBefore(last); day = day.plusDays(1)) {
      if (fires(day)) {
        Optional<Instant> found = within(day, from);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Goes by elapsed minutes, so an hour that the clocks skip or repeat is no special case. */
  private Optional<Instant> within(LocalDate day, ZonedDateTime from) {
    ZonedDateTime midnight = day.atStartOfDay(zone);
    ZonedDateTime end = day.plusDays(1).atStartOfDay(zone);
    ZonedDateTime time = midnight.isBefore(from) ? from : midnight;
    for (; time.isBefore(end); time = time.plusMinutes(1)) {
      if (hours.contains(time.getHour()) && minutes.contains(time.getMinute())) {
        return Optional.of(time.toInstant());
      }
    }
    return Optional.empty();
  }

  /** Two restricted day fields widen each other; with a star in one the other decides. */
  private boolean fires(LocalDate day) {
    boolean ofMonth = days.contains(day.getDayOfMonth());
    boolean ofWeek = weekdays.contains(day.getDayOfWeek().getValue() % 7);
    boolean both = days.isStar() || weekdays.isStar();
    return months.contains(day.getMonthValue())
        && (both ? (ofMonth && ofWeek) : (ofMonth || ofWeek));
  }
}
