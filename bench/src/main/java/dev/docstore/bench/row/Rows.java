package dev.docstore.bench.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The table, with its goals. */
public final class Rows {
  private static final int FILES = 10_000;
  private static final int[] CLIENTS = {1, 8, 32};

  private Rows() {}

  /** All rows, in the order in which they are measured. */
  public static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(rates("floor", "floor: /healthz", new HealthChecks(), 0, 0, 0));
    rows.addAll(
        rates("commit", "1-file commits, one branch", new OneFileCommits(1), 400, 1200, 2000));
    rows.addAll(
        rates("commit8", "1-file commits, 8 repos", new OneFileCommits(8), 400, 1500, 2000));
    rows.addAll(rates("read", "read a small file", new SmallReads(FILES), 2000, 4000, 4000));
    rows.add(
        timed("commit1000", "commit of 1,000 files", 120, 30, (c, r) -> new Commit(c, r, 1000)));
    rows.add(timed("tree", "tree, 10,000 files, pages of 1,000", 60, 40, WholeTree::ofMain));
    rows.add(timed("tree", "  the same of a branch", 60, 40, WholeTree::ofBranch));
    rows.add(timed("tree", "  the same, 10,000 changes ago", 60, 40, WholeTree::ofThePast));
    rows.add(timed("archive", "archive of 10,000 files", 250, 20, WholeArchive::new));
    rows.add(
        timed("diff", "diff, 100 changed of 10,000", 2, 400, (c, r) -> new ReadDiff(c, r, 100)));
    rows.add(timed("small", "branch + commit + merge", 15, 100, BranchCommitMerge::new));
    rows.add(timed("rebase", "rebase of 100 commits", 60, 20, (c, r) -> new Rebase(c, r, 100)));
    rows.add(timed("merge", "merge of 5,000 files", 250, 10, (c, r) -> new Merge(c, r, 5000)));
    return rows;
  }

  /** The names that rows are selected by. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>();
    all().forEach(row -> names.add(row.name()));
    return names;
  }

  private static List<Row> rates(
      String name, String title, RateRow.Workload workload, double... goals) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < CLIENTS.length; i++) {
      String counted = "%s, %d client%s".formatted(title, CLIENTS[i], CLIENTS[i] == 1 ? "" : "s");
      rows.add(new RateRow(name, counted, CLIENTS[i], goals[i], workload));
    }
    return rows;
  }

  private static Row timed(String name, String title, double goal, int repeats, Task.Kind kind) {
    return new TimedRow(name, title, goal, FILES, repeats, kind);
  }
}
