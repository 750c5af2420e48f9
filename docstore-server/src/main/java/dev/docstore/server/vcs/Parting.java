package dev.docstore.server.vcs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a branch and main changed since they parted.
 *
 * @param ours latest changes of the branch, by path
 * @param theirs latest changes of main to those paths, perhaps to others too
 * @param bases what main said of the paths in both when they parted, where it had them
 */
record Parting(List<PathState> ours, Map<String, PathState> theirs, Map<String, PathState> bases) {
  /** The clash that a state of the branch has with main; empty where main changed nothing. */
  Optional<Clash> clash(PathState ofBranch) {
    PathState main = theirs.get(ofBranch.path());
    if (main == null) {
      return Optional.empty();
    }
    PathState base = bases.getOrDefault(ofBranch.path(), PathState.absent(ofBranch.path()));
    return Optional.of(new Clash(base, main, ofBranch));
  }
}
