package dev.docstore.ci.worker;

import java.util.Optional;

/**
 * How a job ended.
 *
 * @param logUrl the first stored log
 * @param error why the job failed before or beside its checks; empty when only checks failed
 */
record JobVerdict(boolean passed, Optional<String> logUrl, Optional<String> error) {
  static JobVerdict ofChecks(boolean passed, Optional<String> logUrl) {
    return new JobVerdict(passed, logUrl, Optional.empty());
  }

  static JobVerdict failed(String error) {
    return new JobVerdict(false, Optional.empty(), Optional.of(error));
  }
}
