package dev.docstore.server.review;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a comment stands.
 *
 * @param lines null when it is about the whole file
 */
record Anchor(String path, UUID versionId, @Nullable Lines lines) {}
