package dev.docstore.server.vcs;

import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.BranchStatus;
import java.util.Optional;

/**
 * Tells for an event whether a branch may be merged (spec 02 §7.7): features below {@code policy}
 * ask, {@code policy} answers, and no arrow points upwards.
 */
public interface BranchStatusSource {
  /**
   * The branch as it stands within the caller's transaction, what it has written included. Never
   * throws because of a policy, and takes a moment at most: where the policies need longer, or
   * there is no such branch, the answer is empty and the event goes without.
   *
   * @param repoId key of the repo in every table
   * @param actor identity that the policies are told
   */
  Optional<BranchStatus> of(long repoId, RepoName repo, String branch, String actor);

  /**
   * A branch that was merged where there are no policies; takes no question to the database.
   *
   * @param autoMerge whether auto-merge is armed
   */
  BranchStatus merged(boolean autoMerge);
}
