package dev.docstore.server.vcs;

/**
 * What is looked at: a branch at a sequence, laid over main at the branch's base of that time. What
 * a snapshot shows never changes, whatever is committed or rebased later.
 *
 * @param at no change after this sequence counts
 * @param mainAt no change of main after this one counts; equal to {@code at} when the branch is
 *     main
 */
record Snapshot(long repoId, long branchId, long mainId, long at, long mainAt) {
  boolean isMain() {
    return branchId == mainId;
  }
}
