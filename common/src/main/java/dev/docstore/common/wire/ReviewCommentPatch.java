package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PATCH comment/{id}}.
 *
 * @param body the new text; required
 */
public record ReviewCommentPatch(@Nullable String body) {}
