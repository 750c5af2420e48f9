package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a branch may merge now (spec 02 §7.7, page 00 D4).
 *
 * @param mergeable whether nothing stands in the way
 * @param policies what each policy said
 * @param autoMerge whether auto-merge is armed
 * @param blockers everything that stands in the way; empty when mergeable
 * @param autoMergeWaiting what auto-merge waits for; null when it is not armed
 */
public record BranchStatus(
    boolean mergeable,
    List<PolicyResult> policies,
    boolean autoMerge,
    List<MergeBlocker> blockers,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> autoMergeWaiting) {}
