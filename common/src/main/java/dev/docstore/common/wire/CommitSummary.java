package dev.docstore.common.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One commit of a branch's history (page 00 B7).
 *
 * @param commitHash null for commits older than the chain
 */
public record CommitSummary(
    long sequence,
    String branch,
    String message,
    String author,
    Instant createdAt,
    @Nullable String commitHash) {}
