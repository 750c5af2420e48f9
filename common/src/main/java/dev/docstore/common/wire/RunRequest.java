package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST ci/run} (spec 03 §16.3).
 *
 * @param branch whose head to check; absent or empty means {@code main}
 */
public record RunRequest(@Nullable String branch) {}
