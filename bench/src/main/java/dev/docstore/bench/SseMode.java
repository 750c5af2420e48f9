package dev.docstore.bench;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Table;
import dev.docstore.bench.row.Pace;
import dev.docstore.bench.row.WarmUp;
import dev.docstore.bench.server.OwnServer;
import dev.docstore.bench.stream.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How soon readers of streams hear of a commit, and what that costs the database. */
record SseMode(Target target, Pace pace, Optional<OwnServer> server) {
  /** What a server needs that is to carry the streams of the second row. */
  static final String HEAP = "1g";

  private static final List<Streams> ROWS =
      List.of(
          new Streams("1 stream; 100 repos", 1, 100, 4, 100, false, 0),
          new Streams("2,000 streams over 100 repos", 2000, 100, 4, 100, false, 50),
          new Streams("200 streams of one repo, to the last of them", 200, 1, 1, 10, true, 30),
          new Streams("the same, 8 writers", 200, 1, 8, 80, true, 30),
          new Streams("the same, 8 writers, unbridled", 200, 1, 8, 0, true, 0));

  void run() throws Exception {
    WarmUp.run(target, pace.warmUp());
    Duration time = pace.equals(Pace.QUICK) ? Duration.ofSeconds(8) : Duration.ofSeconds(20);
    Table table = Streams.table();
    System.out.println("\n" + table.head());
    for (Streams row : ROWS) {
      System.out.println(row.measure(target, server, time, table));
    }
  }
}
