package dev.docstore.bench.row;

import java.time.Duration;

/**
 * How thoroughly to measure.
 *
 * @param warmUp of the whole server, before the first row
 * @param runs of a rate; its figure is their median
 * @param run how long each of them takes
 * @param share of the repetitions of timed rows, at most 1
 */
public record Pace(Duration warmUp, int runs, Duration run, double share) {
  /** What figures to be published are measured with. */
  public static final Pace FULL = new Pace(Duration.ofSeconds(40), 5, Duration.ofSeconds(5), 1);

  /** For a look in between: noisier. */
  public static final Pace QUICK = new Pace(Duration.ofSeconds(16), 3, Duration.ofSeconds(2), 0.4);

  int repeats(int full) {
    return Math.max(3, (int) Math.round(full * share));
  }

  /** Of one row, after that of the server. */
  Duration rowWarmUp() {
    return run.dividedBy(2);
  }
}
