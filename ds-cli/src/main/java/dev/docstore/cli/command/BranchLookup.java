package dev.docstore.cli.command;

import dev.docstore.cli.console.Failure;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.Branch;

/** Finds a branch, drafts included, for the commands that need its head. */
final class BranchLookup {
  private BranchLookup() {}

  static Branch find(RepoClient repo, String name) {
    try {
      return Fetching.of("branches", () -> repo.branch(name));
    } catch (DocStoreException e) {
      if (e.code() == ErrorCode.BRANCH_NOT_FOUND) {
        throw Failure.of("branch \"" + name + "\" not found");
      }
      throw e;
    }
  }
}
