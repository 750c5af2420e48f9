package dev.docstore.server.vcs;

import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.Branch;
import dev.docstore.server.web.ETag;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A branch as its row has it.
 *
 * @param headHash hash of its latest own commit; null while it has none
 * @param autoMergeBy who armed auto-merge; null while it is off, and where nobody recorded it
 */
record BranchState(
    long id,
    BranchName name,
    long head,
    long base,
    @Nullable ContentHash headHash,
    Status status,
    boolean draft,
    boolean autoMerge,
    boolean isProtected,
    String createdBy,
    @Nullable String autoMergeBy) {
  /** Final once it is no longer active. */
  enum Status {
    ACTIVE,
    MERGED,
    ABANDONED
  }

  ContentHash previousHash() {
    return headHash == null ? CommitHash.GENESIS : headHash;
  }

  BranchState advancedTo(long sequence, ContentHash hash) {
    return new BranchState(
        id,
        name,
        sequence,
        base,
        hash,
        status,
        draft,
        autoMerge,
        isProtected,
        createdBy,
        autoMergeBy);
  }

  BranchState rebasedOnto(long newBase) {
    return new BranchState(
        id,
        name,
        newBase,
        newBase,
        headHash,
        status,
        draft,
        autoMerge,
        isProtected,
        createdBy,
        autoMergeBy);
  }

  /**
   * Refuses a branch that has ended.
   *
   * @throws DocStoreException 409 with that message
   */
  void requireActive(String message) {
    if (status != Status.ACTIVE) {
      throw new DocStoreException(ErrorCode.BRANCH_NOT_ACTIVE, message);
    }
  }

  /** The branch's tag (spec 01 §1.6): it changes with the head, not with flags. */
  ETag etag(RepoName repo) {
    return ETag.of(repo.value(), name.value(), Long.toString(head));
  }

  Branch toWire(String repo) {
    return new Branch(
        repo,
        name.value(),
        head,
        base,
        status.name().toLowerCase(Locale.ROOT),
        draft,
        autoMerge,
        isProtected,
        createdBy);
  }
}
