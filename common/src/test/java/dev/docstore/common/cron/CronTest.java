package dev.docstore.common.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  /** A Wednesday. */
  private static final Instant NOW = Instant.parse("2026-11-25T10:17:30Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *        | 2026-11-25T10:18:00Z",
        "17 10 * * *      | 2026-11-26T10:17:00Z",
        "*/15 * * * *     | 2026-11-25T10:30:00Z",
        "5/20 * * * *     | 2026-11-25T10:25:00Z",
        "10-20/5 * * * *  | 2026-11-25T10:20:00Z",
        "18,40 +10 * * ?  | 2026-11-25T10:18:00Z",
        "5, 11 * * *      | 2026-11-25T11:05:00Z",
        "0 3 * JAN-feb *  | 2027-01-01T03:00:00Z",
        "0 0 * * sat,SUN  | 2026-11-28T00:00:00Z",
        "0 0 29 2 *       | 2028-02-29T00:00:00Z",
        "@yearly          | 2027-01-01T00:00:00Z",
        "@annually        | 2027-01-01T00:00:00Z",
        "@monthly         | 2026-12-01T00:00:00Z",
        "@weekly          | 2026-11-29T00:00:00Z",
        "@daily           | 2026-11-26T00:00:00Z",
        "@midnight        | 2026-11-26T00:00:00Z",
        "@hourly          | 2026-11-25T11:00:00Z",
        "@every 1m        | 2026-11-25T10:18:00Z",
        "@every 60s       | 2026-11-25T10:18:00Z",
        "@every 0.5m30s   | 2026-11-25T10:18:00Z",
        "TZ=Asia/Tokyo 0 9 * * * | 2026-11-26T00:00:00Z",
        "CRON_TZ=Asia/Kolkata 30 0 * * * | 2026-11-25T19:00:00Z",
        "TZ=UTC @daily    | 2026-11-26T00:00:00Z",
        "'\t0  11 * * * ' | 2026-11-25T11:00:00Z",
      })
  void firesNextAt(String cron, Instant expected) throws Exception {
    assertThat(Cron.parse(cron).next(NOW)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a star in one day field leaves it to the other | 0 0 13 * *   | 2026-12-13T00:00:00Z",
        "the other way round                            | 0 0 * * fri  | 2026-11-27T00:00:00Z",
        "a step of one is a star                        | 0 0 */1 * fri| 2026-11-27T00:00:00Z",
        "a question mark is a star                      | 0 0 ? * fri  | 2026-11-27T00:00:00Z",
        "two restrictions widen each other              | 0 0 26 * fri | 2026-11-26T00:00:00Z",
        "a larger step is a restriction                 | 0 0 */2 * sat| 2026-11-27T00:00:00Z",
        "a full range is a restriction                  | 0 0 1-31 * 0 | 2026-11-26T00:00:00Z",
      })
  void joinsTheDayFields(String rule, String cron, Instant expected) throws Exception {
    assertThat(Cron.parse(cron).next(NOW)).as(rule).contains(expected);
  }

  @Test
  void anHourThatTheClocksSkipDoesNotFireAndOneTheyRepeatFiresTwice() throws Exception {
    Cron skipped = Cron.parse("TZ=Europe/Berlin 30 2 * * *");
    assertThat(skipped.next(Instant.parse("2027-03-27T12:00:00Z")))
        .contains(Instant.parse("2027-03-29T00:30:00Z"));
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    assertThat(skipped.next(first.minusSeconds(60))).contains(first);
    assertThat(skipped.next(first)).contains(Instant.parse("2026-10-25T01:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 0 30 2 *", ", * * * *", "* , * * *", "* * , * ,", "@every 59s", "@every 2h"})
  void someNeverFire(String cron) throws Exception {
    assertThat(Cron.parse(cron).next(NOW)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 13 *",
        "* * * november *",
        "* * * * 7",
        "* * * * fri-mon",
        "*/0 * * * *",
        "-1 * * * *",
        "1-2-3 * * * *",
        "1/2/3 * * * *",
        "*-5 * * * *",
        "a * * * *",
        "++5 * * * *",
        "1_0 * * * *",
        "99999999999 * * * *",
        "*/99999999999 * * * *",
        "\u0661 * * * *",
        " @daily",
        "@daily ",
        "@never",
        "@every",
        "@every ",
        "@every 1",
        "@every 1x",
        "@every -1m",
        "TZ=UTC",
        "TZ=",
        "CRON_TZ=UTC",
        "TZ=UTC ",
        "TZ=Nowhere/Town * * * * *",
        "TZ=+02:00 * * * * *",
        "tz=UTC * * * * *",
      })
  void refusesWhatIsNone(String cron) {
    assertThatThrownBy(() -> Cron.parse(cron)).isInstanceOf(InvalidCronException.class);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Cron.parse("0 25 * * *"))
        .hasMessage("hour \"25\": not a range within 0-23");
    assertThatThrownBy(() -> Cron.parse("0 3 * *"))
        .hasMessage("expected 5 fields (minute, hour, day, month, weekday), found 4");
    assertThatThrownBy(() -> Cron.parse("*".repeat(Cron.MAX_LENGTH + 1)))
        .hasMessage("longer than 1000 characters");
  }

  /** What is read is also answered: neither reading nor asking throws anything else. */
  @Test
  void hostileLinesOnlyEverGetRefused() {
    Random random = new Random(7);
    String alphabet = "0123456789*/-,?+@ \tTZ=.msjanfri\u0000\ud83d\udca9";
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(i % 2 == 0 ? "" : "* * * * ");
      int length = random.nextInt(i % 2 == 0 ? 30 : 4);
      for (int j = 0; j < length; j++) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Optional<Instant> next = Cron.parse(line.toString()).next(NOW);
        assertThat(next.orElse(NOW.plusSeconds(1))).isAfter(NOW);
        read++;
      } catch (InvalidCronException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isPositive();
  }
}
