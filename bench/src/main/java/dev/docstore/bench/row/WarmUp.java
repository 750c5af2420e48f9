package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Gives a fresh server what a compiler needs to see: a bit of everything, before the first row. */
public final class WarmUp {
  private static final int CLIENTS = 8;
  private static final int FILES = 2000;

  private WarmUp() {}

  /** For about that time: half of it commits, a quarter reads, a quarter all the rest. */
  public static void run(Target target, Duration time) throws Exception {
    Load.perSecond(CLIENTS, time.dividedBy(2), new OneFileCommits(4).on(target));
    Load.perSecond(CLIENTS, time.dividedBy(4), new SmallReads(FILES).on(target));
    FilledRepo repo = FilledRepo.create(target, FILES);
    try (RepoClient client = repo.client(target)) {
      all(tasks(client, repo), time.dividedBy(4));
    }
  }

  private static void all(List<Task> tasks, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    for (int n = 0; System.nanoTime() < end; n++) {
      for (Task task : tasks) {
        task.before(n);
        task.run(n);
      }
    }
  }

  private static List<Task> tasks(RepoClient client, FilledRepo repo) throws IOException {
    return List.of(
        new Commit(client, repo, 200),
        WholeTree.ofMain(client, repo),
        WholeTree.ofBranch(client, repo),
        new WholeArchive(client, repo),
        new ReadDiff(client, repo, 100),
        new BranchCommitMerge(client, repo),
        new Rebase(client, repo, 10),
        new Merge(client, repo, 500));
  }
}
