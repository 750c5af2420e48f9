package dev.docstore.common.wire;

import java.util.List;

/**
 * Whether a branch may merge now (spec 02 §7.7).
 *
 * @param mergeable whether nothing stands in the way
 * @param policies what each policy said
 * @param autoMerge whether auto-merge is armed
 */
public record BranchStatus(boolean mergeable, List<PolicyResult> policies, boolean autoMerge) {}
