package dev.docstore.bench;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Figure;
import dev.docstore.bench.measure.Table;
import dev.docstore.bench.row.Pace;
import dev.docstore.bench.row.Shapes;
import dev.docstore.bench.row.WarmUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Repos of the same tree with a short, a long and a very long history, measured in turns so that
 * whatever else happens on the machine happens to all of them alike.
 */
record ShapesMode(Target target, Pace pace) {
  private static final int FILES = 10_000;
  private static final int[] CHANGES = {1_000, 100_000, 1_000_000};
  private static final int[] QUICK_CHANGES = {1_000, 20_000, 100_000};
  private static final int TURNS = 60;
  private static final int WARM_UPS = 15;

  /** How many milliseconds one thing took on each of the repos. */
  private record Measured(String name, List<Figure> figures) {}

  void run() throws Exception {
    WarmUp.run(target, pace.warmUp());
    int[] changes = pace.equals(Pace.QUICK) ? QUICK_CHANGES : CHANGES;
    List<Shapes> repos = new ArrayList<>();
    try {
      for (int count : changes) {
        repos.add(build(count));
      }
      print(changes, measure(repos));
    } finally {
      for (Shapes repo : repos) {
        repo.close();
      }
    }
  }

  private Shapes build(int changes) throws IOException {
    FilledRepo repo = FilledRepo.create(target, FILES);
    RepoClient client = repo.client(target);
    long begin = System.nanoTime();
    for (int done = 0; done < changes; done += FilledRepo.PER_COMMIT) {
      client.send(
          client.commit("main", repo.changes(done, FilledRepo.PER_COMMIT, "change" + done)));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT, "%,d changes made in %.0f s: %,.0f/s%n", changes, seconds, changes / seconds);
    return new Shapes(client, repo);
  }

  private List<Measured> measure(List<Shapes> repos) throws IOException {
    List<Measured> all = new ArrayList<>();
    for (String name : repos.getFirst().names()) {
      List<List<Double>> times = new ArrayList<>();
      repos.forEach(_ -> times.add(new ArrayList<>()));
      int turns = WARM_UPS + (int) (TURNS * pace.share());
      for (int n = 0; n < turns; n++) {
        for (int r = 0; r < repos.size(); r++) {
          double millis = repos.get(r).millis(name, n);
          if (n >= WARM_UPS) {
            times.get(r).add(millis);
          }
        }
      }
      all.add(new Measured(name, times.stream().map(t -> Figure.of(t, 0)).toList()));
    }
    return all;
  }

  private static void print(int[] changes, List<Measured> all) {
    Table table = new Table().column("ms, median of turns", 24);
    for (int count : changes) {
      table.column(String.format(Locale.ROOT, "%,d changes", count), 12);
    }
    table.column("largest difference", 8);
    System.out.println("\n" + table.head());
    for (Measured one : all) {
      List<String> cells = new ArrayList<>(List.of(one.name()));
      one.figures().forEach(figure -> cells.add(Table.number(figure.median())));
      cells.add(Table.percent(difference(one.figures())));
      System.out.println(table.line(cells.toArray(String[]::new)));
    }
  }

  /** Between the fastest and the slowest, as a share of the fastest. */
  static double difference(List<Figure> figures) {
    double min = figures.stream().mapToDouble(Figure::median).min().orElseThrow();
    double max = figures.stream().mapToDouble(Figure::median).max().orElseThrow();
    return max / min - 1;
  }
}
