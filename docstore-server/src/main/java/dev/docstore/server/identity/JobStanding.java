package dev.docstore.server.identity;

import java.util.Optional;
import java.util.Set;

/**
 * Knows how a CI job stands right now: a job's token is worth no more than its job. Declared here
 * because whoever authenticates asks; implemented by the feature that knows jobs.
 */
public interface JobStanding {
  /**
   * A job that a worker is working on.
   *
   * @param permissions what {@code ci.yaml} grants it beside its checks (spec 03 §16.2)
   * @param trusted whether these permissions were read from the default branch, so that nobody
   *     could grant them to himself on a branch of his own (page 00 A4)
   */
  record ClaimedJob(
      String repo, String branch, long sequence, Set<String> permissions, boolean trusted) {}

  /** The job of that id; empty when it is unknown, or not (or no longer) claimed. */
  Optional<ClaimedJob> claimed(String jobId);
}
