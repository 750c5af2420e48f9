package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.name.Names;

/**
 * Which log: that of a check of a commit. A check that runs again replaces its log (spec 03 §10).
 *
 * @param check name of the check, which may contain {@code /}
 */
record LogKey(String repo, String branch, long sequence, String check) {
  private static final String SUFFIX = ".log";

  /**
   * The log of that check of a job.
   *
   * @throws DocStoreException 400 for a name that no check can have, or that is too long for a file
   */
  static LogKey of(CiJob job, String check) {
    Names.plainProblem("check name", check)
        .or(() -> Names.textProblem("name of a check's log", check + SUFFIX))
        .ifPresent(
            problem -> {
              throw DocStoreException.badRequest(problem);
            });
    return new LogKey(job.repo(), job.branch(), job.sequence(), check);
  }

  /** The object's key, or the file's path within the store. */
  String path() {
    return "%s/%s/%d/%s%s".formatted(repo, branch, sequence, check.replace('/', '_'), SUFFIX);
  }
}
