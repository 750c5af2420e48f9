package dev.docstore.common.wire;

/** Answer of {@code POST issues}. */
public record IssueCreated(String id, long number) {}
