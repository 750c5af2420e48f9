package dev.docstore.cli.command;

import dev.docstore.cli.sync.Chain;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.common.wire.CommitSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The commits a branch made after its fork point, newest first. */
final class BranchLog {
  private static final long WINDOW = 1000;

  private BranchLog() {}

  static List<CommitSummary> of(RepoClient repo, Branch branch, int limit) {
    try {
      return Fetching.of("commits", () -> repo.commits(branch.name(), limit)).stream()
          .filter(commit -> isOwn(branch, commit.branch(), commit.sequence()))
          .limit(limit)
          .toList();
    } catch (DocStoreException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return fromChain(repo, branch, limit);
      }
      throw e;
    }
  }

  /** For servers without the list of commits: the chain, read backwards piece by piece. */
  private static List<CommitSummary> fromChain(RepoClient repo, Branch branch, int limit) {
    List<CommitSummary> commits = new ArrayList<>();
    for (long to = branch.headSequence();
        to > branch.baseSequence() && commits.size() < limit;
        to -= WINDOW) {
      long from = Math.max(branch.baseSequence() + 1, to - WINDOW + 1);
      long end = to;
      List<ChainEntry> piece = new ArrayList<>();
      Fetching.run("chain", () -> Chain.read(repo, from, end, piece::add));
      piece.stream()
          .filter(entry -> isOwn(branch, entry.branch(), entry.sequence()))
          .sorted(Comparator.comparingLong(ChainEntry::sequence).reversed())
          .limit((long) limit - commits.size())
          .map(BranchLog::summary)
          .forEach(commits::add);
    }
    return commits;
  }

  private static boolean isOwn(Branch branch, String name, long sequence) {
    return name.equals(branch.name()) && sequence > branch.baseSequence();
  }

  private static CommitSummary summary(ChainEntry entry) {
    return new CommitSummary(
        entry.sequence(),
        entry.branch(),
        entry.message(),
        entry.author(),
        entry.createdAt(),
        entry.commitHash());
  }
}
