package dev.docstore.ci.scheduler;

import java.util.List;
import java.util.Optional;

/**
 * A job to be put into the queue.
 *
 * @param sequence the commit under test
 * @param baseBranch the branch that a proposal wants to merge into
 * @param eventId what makes the job happen only once; without it every call makes a job
 * @param permissions what the job's token may write; {@code checks} when empty
 */
record NewJob(
    String repo,
    String branch,
    long sequence,
    TriggerType trigger,
    Optional<String> baseBranch,
    Optional<String> proposalId,
    Optional<String> eventId,
    List<String> permissions) {
  static NewJob manual(String repo, String branch, long sequence) {
    return new NewJob(
        repo,
        branch,
        sequence,
        TriggerType.MANUAL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of("checks"));
  }
}
