package dev.docstore.common.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of the commit chain (spec 01 §10.5).
 *
 * @param commitHash null for commits older than the chain
 */
public record ChainEntry(
    long sequence,
    String branch,
    String author,
    String message,
    Instant createdAt,
    @Nullable String commitHash,
    List<ChainFile> files) {}
