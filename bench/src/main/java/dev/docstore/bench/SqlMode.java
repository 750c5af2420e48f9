package dev.docstore.bench;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Figure;
import dev.docstore.bench.measure.Table;
import dev.docstore.bench.row.Pace;
import dev.docstore.bench.server.OwnServer;
import dev.docstore.bench.server.Pgbench;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL makes of the statements of one-file commits, without the server around them. */
record SqlMode(Target target, Pace pace, OwnServer server) {
  private static final int[] CLIENTS = {1, 8, 32};
  private static final int REPOS = 8;

  void run() throws Exception {
    Pgbench pgbench = Pgbench.on(server);
    for (int i = 0; i < REPOS; i++) {
      target.newRepo();
    }
    Table table =
        new Table()
            .column("bare SQL of a 1-file commit", 28)
            .column("clients", 7)
            .column("per second", 10)
            .column("min – max", 17);
    System.out.println("\n" + table.head());
    for (int repos : new int[] {1, REPOS}) {
      for (int clients : CLIENTS) {
        Figure figure = measure(pgbench, repos, clients);
        System.out.println(
            table.line(
                repos == 1 ? "one branch" : "the same over 8 repos",
                Integer.toString(clients),
                Table.number(figure.median()),
                Table.number(figure.min()) + " – " + Table.number(figure.max())));
      }
    }
  }

  private Figure measure(Pgbench pgbench, int repos, int clients) throws Exception {
    List<Double> rates = new ArrayList<>();
    pgbench.perSecond(target.org(), repos, clients, pace.run().dividedBy(2));
    for (int run = 0; run < pace.runs(); run++) {
      rates.add(pgbench.perSecond(target.org(), repos, clients, pace.run()));
    }
    return Figure.of(rates, 0);
  }
}
