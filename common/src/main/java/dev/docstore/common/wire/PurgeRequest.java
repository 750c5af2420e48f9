package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST purge}.
 *
 * @param olderThan whole days with a {@code d}, as in {@code 30d}
 * @param dryRun only counts
 */
public record PurgeRequest(@Nullable String olderThan, boolean dryRun) {}
