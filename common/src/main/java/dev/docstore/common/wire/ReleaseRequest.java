package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST releases}.
 *
 * @param sequence null means main's head
 */
public record ReleaseRequest(String name, @Nullable Long sequence, @Nullable String body) {}
