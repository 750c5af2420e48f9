package dev.docstore.server.vcs;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.Conflict;
import dev.docstore.server.database.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a merge would find, for features that tell about it before. */
@Component
public class MergePreview {
  private final Transactions transactions;
  private final Branches branches;
  private final BranchChanges changes;
  private final Merging merging;
  private final LineMerging lines;

  MergePreview(
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

  /** The paths that the branch changed since its base, deletions included, by their bytes. */
  public List<String> changedPaths(long repoId, long branchId, long base) {
    return changes.since(repoId, branchId, base).stream().map(PathState::path).toList();
  }

  /** The conflicts that a merge without resolutions would meet; none for an unknown branch. */
  public List<Conflict> conflicts(long repoId, BranchName branch) {
    return lines.asking(repoId, texts -> transactions.read(() -> conflicts(repoId, branch, texts)));
  }

  /**
   * The same as the caller's transaction sees it, where that takes no merging of texts; else empty.
   */
  public Optional<List<Conflict>> conflictsAtOnce(long repoId, BranchName branch) {
    try {
      return Optional.of(conflicts(repoId, branch, lines.none(repoId)));
    } catch (TextMerges.Missing texts) {
      return Optional.empty();
    }
  }

  private List<Conflict> conflicts(long repoId, BranchName name, TextMerges texts) {
    Map<BranchName, BranchState> found =
        branches.find(repoId, List.of(BranchName.MAIN, name)).stream()
            .collect(Collectors.toMap(BranchState::name, Function.identity()));
    BranchState branch = found.get(name);
    BranchState main = found.get(BranchName.MAIN);
    if (branch == null || main == null || branch.id() == main.id()) {
      return List.of();
    }
    return Merging.judge(merging.parting(repoId, main, branch), texts, Resolutions.NONE)
        .conflicts();
  }
}
