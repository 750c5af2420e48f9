package dev.docstore.bench.stream;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.GeneratorCpu;
import dev.docstore.bench.measure.Table;
import dev.docstore.bench.server.DatabaseCounter;
import dev.docstore.bench.server.OwnServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the table of streams: so many readers, writers and commits per second.
 *
 * @param perSecond commits of all writers together; 0 for as fast as they can
 * @param last whether the time to the last reader counts, or that to each
 * @param target milliseconds that the median is to stay under; 0 for none
 */
public record Streams(
    String title, int streams, int repos, int writers, double perSecond, boolean last, int target) {
  /** The columns. */
  public static Table table() {
    return new Table()
        .column("streams", 44)
        .column("commits/s", 9)
        .column("median, ms", 10)
        .column("target", 6)
        .column("99 %, ms", 8)
        .column("transactions/s", 14)
        .column("resumed", 7)
        .column("generator", 9);
  }

  /** Measures for so long; returns the line. */
  public String measure(Target target, Optional<OwnServer> server, Duration time, Table table)
      throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < repos; i++) {
      names.add(target.newRepo());
    }
    try (Audience audience = Audience.open(target, names, streams)) {
      Commits.make(target, names, writers, perSecond, time.dividedBy(4));
      GeneratorCpu cpu = GeneratorCpu.start();
      DatabaseCounter counter = server.isPresent() ? DatabaseCounter.of(server.get()) : null;
      long begin = System.nanoTime();
      Commits commits = Commits.make(target, names, writers, perSecond, time);
      double seconds = (System.nanoTime() - begin) / 1e9;
      String transactions = counter == null ? "not ours" : Table.number(counter.perSecond());
      double share = cpu.share();
      audience.await(commits);
      List<Double> millis =
          (last ? audience.lastDelivery(commits) : audience.eachDelivery(commits))
              .stream().sorted().toList();
      return table.line(
          title,
          Table.number(commits.count() / seconds),
          Table.number(millis.get(millis.size() / 2)),
          this.target == 0 ? "" : String.format(Locale.ROOT, "%d", this.target),
          Table.number(millis.get((int) (millis.size() * 0.99))),
          transactions,
          Integer.toString(audience.resumed()),
          Table.percent(share));
    }
  }
}
