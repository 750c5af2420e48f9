package dev.docstore.server.vcs;

/**
 * What is looked at: a branch at a sequence, laid over main at the branch's base of that time. What
 * a snapshot shows never changes, whatever is committed or rebased later.
 *
 * @param at no change after this sequence counts
 * @param mainAt no change of main after this one counts; equal to {@code at} when the branch is
 *     main
 * @param pinned it was asked for by a sequence not beyond the branch's head, so that the same
 *     request means the same snapshot tomorrow
 */
record Snapshot(long repoId, long branchId, long mainId, long at, long mainAt, boolean pinned) {
  /** The same state, asked for by a name that may come to mean another. */
  Snapshot byName() {
    return new Snapshot(repoId, branchId, mainId, at, mainAt, false);
  }

  boolean isMain() {
    return branchId == mainId;
  }
}
