package dev.docstore.server.policy;

import dev.docstore.common.wire.BranchStatus;
import dev.docstore.common.wire.PolicyResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a branch may be merged, and everything that says it may not. The one source for branch
 * status, merge, auto-merge and agent context.
 *
 * @param policies what each policy said, in the order of their files
 * @param blockers everything that stands in the way
 * @param autoMerge whether auto-merge is armed
 * @param owners changed path to its owners, null for a path that nobody owns; empty where main has
 *     no policies
 */
public record MergeReadiness(
    List<PolicyResult> policies,
    List<Blocker> blockers,
    boolean autoMerge,
    Map<String, @Nullable List<String>> owners) {
  /** Whether nothing stands in the way. */
  public boolean mergeable() {
    return blockers.isEmpty();
  }

  /**
   * As answers and events carry it.
   *
   * @param waiting what auto-merge waits for besides, or null when it is not armed
   */
  BranchStatus toWire(@Nullable List<String> waiting) {
    return new BranchStatus(
        mergeable(), policies, autoMerge, blockers.stream().map(Blocker::toWire).toList(), waiting);
  }
}
