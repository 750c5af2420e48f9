package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST issues/{number}/refs}. Both members are required.
 *
 * @param refType {@code proposal} or {@code commit}
 */
public record IssueRefRequest(@Nullable String refType, @Nullable String refId) {}
