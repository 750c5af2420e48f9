package dev.docstore.common.wire;

/** Answer of {@code POST purge}: what was deleted, or for a dry run would have been. */
public record PurgeResponse(
    long branchesPurged,
    long fileCommitsDeleted,
    long commitsDeleted,
    long documentsDeleted,
    long reviewsDeleted,
    long checkRunsDeleted) {}
