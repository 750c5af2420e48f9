package dev.docstore.server.vcs;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.PolicyResult;
import java.util.List;
import java.util.Optional;

/**
 * Who decides whether a branch may be merged: {@code vcs} asks, the feature that knows the policies
 * answers, and no arrow points upwards (page 00 B1, H5).
 *
 * <p>It is asked outside any lock, because policies take their time, for a ruling that remembers
 * what it was made on. Under the repo's lock it is asked once more whether that is still so.
 */
public interface MergeGate {
  /**
   * What is asked.
   *
   * @param repoId key of the repo in every table
   * @param actor identity of who wants to merge
   */
  record Question(long repoId, RepoName repo, BranchName branch, String actor) {}

  /** The answer. */
  sealed interface Ruling {
    /** Nothing forbids it, as long as the pin holds. Whether it is possible, is not judged here. */
    record Allowed(Pin pin) implements Ruling {}

    /** These policies forbid it; never empty, in the order of their files. */
    record Denied(List<PolicyResult> failing) implements Ruling {}
  }

  /**
   * What a ruling was made on.
   *
   * @param mainHead main's head
   * @param branchHead the branch's head; -1 for a branch that was not there
   * @param rules fingerprint of all that main's files say about merging
   * @param mark where the counter of everything else stood; empty when nothing else was looked at
   */
  record Pin(long mainHead, long branchHead, ContentHash rules, Optional<Standing.Mark> mark) {}

  /**
   * The merge that is about to be written, under the repo's lock.
   *
   * @param branchId key of the branch within its repo
   */
  record Place(long repoId, long branchId, long mainHead, long branchHead) {}

  /** Judges outside of any transaction. An unknown branch is allowed: the merge refuses it. */
  Ruling judge(Question question);

  /**
   * Whether what the ruling was made on is still so, and stays so until the transaction ends.
   * Called in the merge's transaction, under the repo's lock; waits for who is about to change it.
   */
  boolean holds(Pin pin, Place now);
}
