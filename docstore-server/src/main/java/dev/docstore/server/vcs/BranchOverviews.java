package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.common.wire.Diff;
import dev.docstore.server.database.Transactions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What there is to know of a branch at once, for those who show it together with their own. */
@Component
public class BranchOverviews {
  /** Counted in sequences of all branches, so often fewer commits fit (spec 02 §8). */
  private static final int WINDOW = 50;

  /**
   * A branch.
   *
   * @param recentCommits its own, oldest first
   */
  public record Overview(Branch branch, Diff diff, List<ChainEntry> recentCommits) {}

  private final Transactions transactions;
  private final Branches branches;
  private final Diffs diffs;
  private final CommitQueries commits;
  private final LineMerging lines;

  BranchOverviews(
      Transactions transactions,
      Branches branches,
      Diffs diffs,
      CommitQueries commits,
      LineMerging lines) {
    this.transactions = transactions;
    this.branches = branches;
    this.diffs = diffs;
    this.commits = commits;
    this.lines = lines;
  }

  /**
   * Reads the branch, and on the same snapshot whatever the caller wants to know besides.
   *
   * @param also may run several times; must only read
   * @throws DocStoreException 404 {@code BRANCH_NOT_FOUND}
   */
  public <T> T read(long repoId, RepoName repo, BranchName name, Function<Overview, T> also) {
    return lines.asking(
        repoId, texts -> transactions.read(() -> also.apply(overview(repoId, repo, name, texts))));
  }

  private Overview overview(long repoId, RepoName repo, BranchName name, TextMerges texts) {
    Map<BranchName, BranchState> found =
        branches.find(repoId, List.of(BranchName.MAIN, name)).stream()
            .collect(Collectors.toMap(BranchState::name, Function.identity()));
    BranchState branch = found.get(name);
    BranchState main = found.get(BranchName.MAIN);
    if (branch == null || main == null) {
      throw DocStoreException.branchNotFound();
    }
    return new Overview(
        branch.toWire(repo.value()),
        diffs.of(repoId, main, branch, texts),
        commits.own(repoId, branch, Math.max(branch.base() + 1, branch.head() - WINDOW + 1)));
  }
}
