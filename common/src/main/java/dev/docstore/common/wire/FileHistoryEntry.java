package dev.docstore.common.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of a file, newest first (spec 01 §10.3).
 *
 * @param versionId null for a deletion
 */
public record FileHistoryEntry(
    long sequence, @Nullable String versionId, String message, String author, Instant createdAt) {}
