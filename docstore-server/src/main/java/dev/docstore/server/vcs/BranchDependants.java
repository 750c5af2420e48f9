package dev.docstore.server.vcs;

import java.util.Collection;

/**
 * A feature that keeps something of a branch and has to let go of it when the branch is purged:
 * {@code vcs} announces, others delete, and no arrow points upwards. What has a cascading foreign
 * key to {@code branches} would go by itself, but neither counted nor in one statement.
 */
public interface BranchDependants {
  /** What a feature deleted, as far as a purge reports it. */
  record Deleted(long reviews, long checkRuns) {
    /** Nothing that is reported. */
    public static final Deleted NOTHING_REPORTED = new Deleted(0, 0);

    Deleted plus(Deleted other) {
      return new Deleted(reviews + other.reviews, checkRuns + other.checkRuns);
    }
  }

  /**
   * Deletes everything of these branches. Called in the transaction of the purge, under the repo's
   * lock, while the branches' rows still exist; a dry run is rolled back, so there must be no
   * effect outside the database.
   *
   * @param repoId key of the repo in every table
   * @param branchIds keys of the branches within the repo
   */
  Deleted branchesPurged(long repoId, Collection<Long> branchIds);
}
