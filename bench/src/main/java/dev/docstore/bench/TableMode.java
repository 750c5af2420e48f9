package dev.docstore.bench;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Figure;
import dev.docstore.bench.measure.Table;
import dev.docstore.bench.row.Pace;
import dev.docstore.bench.row.Row;
import dev.docstore.bench.row.Rows;
import dev.docstore.bench.row.WarmUp;
import dev.docstore.bench.server.OwnServer;
import dev.docstore.bench.server.Recording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table: row after row, each printed when it is known. */
record TableMode(Settings settings, Target target, Pace pace, Optional<OwnServer> server) {
  void run() throws Exception {
    List<Row> rows =
        Rows.all().stream()
            .filter(row -> settings.rows().isEmpty() || settings.rows().contains(row.name()))
            .toList();
    System.out.printf(
        Locale.ROOT,
        "medians; rates: %d runs of %d s; warm-up %d s; ratio above 1 is better than the target;"
            + " generator: its share of all processors%n%n",
        pace.runs(),
        pace.run().toSeconds(),
        pace.warmUp().toSeconds());
    WarmUp.run(target, pace.warmUp());
    Recording recording =
        settings.profile() ? Recording.start(server.orElseThrow(), settings.folder()) : null;
    Table table = table();
    System.out.println(table.head());
    for (Row row : rows) {
      System.out.println(line(table, row, row.measure(target, pace)));
    }
    if (recording != null) {
      server.orElseThrow().stop();
      System.out.println(recording.report());
    }
  }

  private static Table table() {
    return new Table()
        .column("what", 38)
        .column("unit", 4)
        .column("median", 8)
        .column("target", 7)
        .column("ratio", 5)
        .column("min – max", 17)
        .column("generator", 9);
  }

  private static String line(Table table, Row row, Figure figure) {
    boolean aimed = row.goal() > 0;
    return table.line(
        row.title(),
        row.unit().symbol(),
        Table.number(figure.median()),
        aimed ? String.format(Locale.ROOT, "%,.0f", row.goal()) : "",
        aimed ? Table.number(row.unit().ratio(figure.median(), row.goal())) : "",
        Table.number(figure.min()) + " – " + Table.number(figure.max()),
        Table.percent(figure.generator()));
  }
}
