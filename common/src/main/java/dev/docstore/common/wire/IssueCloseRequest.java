package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST issues/{number}/close}; it may be left out.
 *
 * @param reason {@code completed} (also when null or empty), {@code not_planned} or {@code
 *     duplicate}
 */
public record IssueCloseRequest(@Nullable String reason) {}
