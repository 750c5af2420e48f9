package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that somebody at work on a branch wants to know, in one answer (spec 02 §8).
 *
 * @param reviews of the branch's head, newest first
 * @param checkRuns of the branch's head, the last attempt of each check, by name
 * @param proposals those that are open: none or one
 * @param linkedIssues issues tied to the open proposal, by number
 * @param fileOwnership changed path to its owners, null for a path that nobody owns; empty where
 *     main has no policies
 * @param recentCommits the branch's own, oldest first
 * @param policies what each policy said
 * @param mergeable whether nothing stands in the way
 * @param blockers everything that stands in the way; empty when mergeable
 * @param autoMergeWaiting what auto-merge waits for; omitted when it is not armed
 */
public record AgentContext(
    Branch branch,
    Diff diff,
    List<Review> reviews,
    List<CheckRun> checkRuns,
    List<Proposal> proposals,
    List<Issue> linkedIssues,
    Map<String, @Nullable List<String>> fileOwnership,
    List<ChainEntry> recentCommits,
    List<PolicyResult> policies,
    boolean mergeable,
    List<MergeBlocker> blockers,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> autoMergeWaiting) {}
