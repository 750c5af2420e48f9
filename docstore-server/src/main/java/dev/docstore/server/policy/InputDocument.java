package dev.docstore.server.policy;

import dev.docstore.server.proposal.ProposalQueries.OpenProposal;
import dev.docstore.server.review.CheckAttempt;
import dev.docstore.server.review.HeadReview;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What policies are told of a merge (spec 02 §7.3, page 00 D3). Members in this order, no list ever
 * null.
 *
 * @param actorRoles the actor's role, or nothing
 * @param changedPaths by their bytes, deletions included
 * @param reviews every review of the head, newest first
 * @param effectiveReviews what each reviewer thinks of the head at last, by reviewer
 * @param checkRuns the last attempt of each check at the head, by name
 * @param owners every changed path to its owners
 * @param ownerRules folder to owners
 * @param proposal the open proposal of the branch
 */
record InputDocument(
    String actor,
    List<String> actorRoles,
    String action,
    String repo,
    String branch,
    boolean draft,
    List<String> changedPaths,
    List<HeadReview> reviews,
    List<EffectiveReview> effectiveReviews,
    List<CheckAttempt> checkRuns,
    Map<String, List<String>> owners,
    SortedMap<String, List<String>> ownerRules,
    long headSequence,
    long baseSequence,
    @Nullable OpenProposal proposal) {
  /**
   * What somebody thinks of the head at last.
   *
   * @param role the reviewer's role now; {@code ""} for a stranger
   */
  record EffectiveReview(String reviewer, String status, long sequence, String role) {}
}
