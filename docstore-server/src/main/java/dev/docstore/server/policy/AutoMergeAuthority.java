package dev.docstore.server.policy;

import java.util.Optional;

/** Whether anybody who may merge stands behind an armed auto-merge (page 00 D7). */
public interface AutoMergeAuthority {
  /**
   * What is missing, for a person to read; empty when nothing is, or auto-merge is not armed.
   *
   * @param repoId key of the repo in every table
   */
  Optional<String> missing(long repoId, String branch);
}
