package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST issues/{number}/comments} and {@code PATCH issues/{number}/comments/{id}}.
 *
 * @param body required
 */
public record IssueCommentRequest(@Nullable String body) {}
