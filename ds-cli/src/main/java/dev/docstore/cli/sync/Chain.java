package dev.docstore.cli.sync;

import dev.docstore.common.client.RepoClient;
import dev.docstore.common.wire.ChainEntry;
import java.util.List;
import java.util.function.Consumer;

/** Reads a repo's commit chain in bounded pieces. */
public final class Chain {
  private static final long WINDOW = 1000;

  private Chain() {}

  /** Every entry between two sequences, both included, ascending, whatever its branch. */
  public static void read(RepoClient repo, long from, long to, Consumer<ChainEntry> each) {
    for (long start = from; start <= to; start += WINDOW) {
      List<ChainEntry> page = repo.chain(start, Math.min(to, start + WINDOW - 1));
      page.forEach(each);
    }
  }
}
