package dev.docstore.server.policy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.vcs.Standing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a verdict on a branch rests on, as one snapshot had it.
 *
 * @param mainHead main's head
 * @param rules fingerprint of policies and owners
 * @param mark where the counter of everything else stood
 * @param owners of the repo
 * @param input what policies are told; null where there are none
 */
record Facts(
    long mainHead,
    PolicyFiles policies,
    ContentHash rules,
    BranchRow branch,
    Standing.Mark mark,
    Owners owners,
    @Nullable InputDocument input) {
  /** Changed path to its owners, null for a path that nobody owns; empty without policies. */
  Map<String, @Nullable List<String>> ownersOfChanges() {
    Map<String, @Nullable List<String>> owned = new LinkedHashMap<>();
    if (input != null) {
      input.changedPaths().forEach(path -> owned.put(path, owners.of(path)));
    }
    return Collections.unmodifiableMap(owned);
  }
}
