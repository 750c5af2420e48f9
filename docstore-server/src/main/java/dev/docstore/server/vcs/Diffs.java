package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.Diff;
import dev.docstore.common.wire.FileChange;
import dev.docstore.server.database.Transactions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What a branch and main changed since they parted; it costs what was changed, whatever the size of
 * the tree.
 */
@Component
class Diffs {
  private final Transactions transactions;
  private final Branches branches;
  private final BranchChanges changes;
  private final Merging merging;
  private final LineMerging lines;

  Diffs(
      Transactions transactions,
      Branches branches,
      BranchChanges changes,
      Merging merging,
      LineMerging lines) {
    this.transactions = transactions;
    this.branches = branches;
    this.changes = changes;
    this.merging = merging;
    this.lines = lines;
  }

  /**
   * The diff, its parts from one snapshot.
   *
   * @throws DocStoreException 404 for an unknown branch
   */
  Diff of(long repoId, BranchName name) {
    return lines.asking(repoId, texts -> transactions.read(() -> diff(repoId, name, texts)));
  }

  private Diff diff(long repoId, BranchName name, TextMerges texts) {
    Map<BranchName, BranchState> found =
        branches.find(repoId, List.of(BranchName.MAIN, name)).stream()
            .collect(Collectors.toMap(BranchState::name, Function.identity()));
    BranchState branch = found.get(name);
    BranchState main = found.get(BranchName.MAIN);
    if (branch == null || main == null) {
      throw DocStoreException.branchNotFound();
    }
    return of(repoId, main, branch, texts);
  }

  /**
   * The diff of branches that were read in the caller's snapshot.
   *
   * @param texts merged line by line; passes on {@link TextMerges.Missing}
   */
  Diff of(long repoId, BranchState main, BranchState branch, TextMerges texts) {
    List<PathState> ours = changes.since(repoId, branch.id(), branch.base());
    List<PathState> theirs = changes.since(repoId, main.id(), branch.base());
    Parting parting = merging.parting(repoId, main, branch, ours, theirs);
    return new Diff(
        ours.stream().map(Diffs::wire).toList(),
        theirs.stream().map(Diffs::wire).toList(),
        Merging.judge(parting, texts, Resolutions.NONE).conflicts());
  }

  private static FileChange wire(PathState change) {
    return new FileChange(
        change.path(), change.versionId() == null ? null : change.versionText(), change.binary());
  }
}
