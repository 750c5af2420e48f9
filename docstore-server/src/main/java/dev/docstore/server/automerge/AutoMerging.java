package dev.docstore.server.automerge;

import dev.docstore.server.vcs.AutoMerges;
import dev.docstore.server.vcs.AutoMerges.Armed;
import dev.docstore.server.vcs.AutoMerges.Result;
import org.springframework.stereotype.Component;

/** One attempt to merge an armed branch (spec 02 §9.2, page 00 D7). */
@Component
class AutoMerging {
  private static final String CONFLICT = "merge conflict";

  private final AutoMerges merges;
  private final Authority authority;

  AutoMerging(AutoMerges merges, Authority authority) {
    this.merges = merges;
    this.authority = authority;
  }

  /**
   * Merges the branch if it may be merged now. Nothing happens where it may not: the next event
   * asks again. Only a conflict disarms, because no event but a commit ends it.
   */
  void attempt(long repoId, long branchId) {
    merges
        .find(repoId, branchId)
        .filter(armed -> !armed.draft() && stoodFor(armed))
        .ifPresent(this::merge);
  }

  private void merge(Armed armed) {
    if (merges.merge(armed, () -> stoodFor(armed)) == Result.CONFLICT) {
      merges.giveUp(armed, CONFLICT);
    }
  }

  private boolean stoodFor(Armed armed) {
    return authority.missing(armed).isEmpty();
  }
}
