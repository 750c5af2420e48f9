package dev.docstore.server.vcs;

import dev.docstore.common.wire.Conflict;
import dev.docstore.server.vcs.Clash.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Decides what bringing a branch and main together would do. Diffs, dry runs, merges and rebases
 * all ask here, so that they know exactly the same conflicts.
 */
@Component
class Merging {
  /**
   * The decision.
   *
   * @param changes what main gets, one per path that the branch changed and that is decided
   * @param conflicts what nobody decided, by path
   */
  record Verdict(List<Change> changes, List<Conflict> conflicts) {}

  private final BranchChanges changes;

  Merging(BranchChanges changes) {
    this.changes = changes;
  }

  /** What both changed, of main only the paths that the branch changed as well. */
  Parting parting(long repoId, BranchState main, BranchState branch) {
    List<PathState> ours = changes.since(repoId, branch.id(), branch.base());
    List<String> paths = ours.stream().map(PathState::path).toList();
    return parting(
        repoId, main, branch, ours, changes.sinceOf(repoId, main.id(), branch.base(), paths));
  }

  /** The same from changes that are known already. */
  Parting parting(
      long repoId,
      BranchState main,
      BranchState branch,
      List<PathState> ours,
      List<PathState> theirs) {
    Map<String, PathState> theirsByPath = byPath(theirs);
    List<String> both =
        ours.stream().map(PathState::path).filter(theirsByPath::containsKey).toList();
    return new Parting(
        ours, theirsByPath, byPath(changes.at(repoId, main.id(), branch.base(), both)));
  }

  private static Map<String, PathState> byPath(List<PathState> states) {
    return states.stream()
        .collect(Collectors.toMap(PathState::path, Function.identity(), (a, _) -> a, TreeMap::new));
  }

  /** The texts that decide how these states of the branch and main come together. */
  static List<TextMerges.Triple> texts(Parting parting, Stream<PathState> ofBranch) {
    List<TextMerges.Triple> triples = new ArrayList<>();
    ofBranch
        .map(parting::clash)
        .flatMap(Optional::stream)
        .forEach(
            clash -> {
              if (clash.outcome() instanceof Outcome.Lines(TextMerges.Triple triple)) {
                triples.add(triple);
              }
            });
    return triples;
  }

  /**
   * Decides.
   *
   * @throws dev.docstore.common.error.DocStoreException 400 for a resolution that resolves nothing
   */
  static Verdict judge(Parting parting, TextMerges texts, Resolutions resolutions) {
    texts.require(texts(parting, parting.ours().stream()));
    List<Change> decided = new ArrayList<>();
    List<Conflict> conflicts = new ArrayList<>();
    Set<String> inConflict = new HashSet<>();
    for (PathState ours : parting.ours()) {
      switch (outcome(parting, ours, texts)) {
        case Outcome.Settled(Change change) -> decided.add(change);
        case Outcome.Undecided(Clash clash, String kind) -> {
          inConflict.add(clash.path());
          resolutions
              .of(clash)
              .ifPresentOrElse(decided::add, () -> conflicts.add(clash.conflict(kind)));
        }
      }
    }
    resolutions.requireConflicts(inConflict);
    return new Verdict(decided, conflicts);
  }

  /** How one state of the branch and main come together; its text was required before. */
  static Outcome.Final outcome(Parting parting, PathState ofBranch, TextMerges texts) {
    Optional<Clash> clash = parting.clash(ofBranch);
    if (clash.isEmpty()) {
      return new Outcome.Settled(ofBranch.asChange());
    }
    return switch (clash.get().outcome()) {
      case Outcome.Final end -> end;
      case Outcome.Lines(TextMerges.Triple triple) -> clash.get().merged(texts.of(triple));
    };
  }
}
