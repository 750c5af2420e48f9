package dev.docstore.server.access;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.RepoName;
import dev.docstore.server.identity.Caller;

/**
 * Somebody with a role in an existing repo: what controllers of repo routes take as an argument. By
 * the time one gets it, the access table has been asked and the repo exists.
 *
 * @param repoId key of the repo in every table
 * @param role effective role, org membership and bootstrap admin included
 */
public record RepoCaller(long repoId, RepoName repo, Caller caller, Role role) {
  /** The caller's identity. */
  public String identity() {
    return caller.identity();
  }

  /**
   * Asks for more than the route's row did.
   *
   * @throws DocStoreException 403 with that message
   */
  public void require(Role needed, String message) {
    if (!role.atLeast(needed)) {
      throw DocStoreException.forbidden(message);
    }
  }
}
