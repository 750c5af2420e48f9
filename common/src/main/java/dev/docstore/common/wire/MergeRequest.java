package dev.docstore.common.wire;

/** Body of {@code POST merge}. */
public record MergeRequest(String branch, boolean dryRun) {}
