package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST comment/{id}/resolve}.
 *
 * @param resolved whether the thread is settled; null means that it is
 */
public record ReviewCommentResolution(@Nullable Boolean resolved) {}
