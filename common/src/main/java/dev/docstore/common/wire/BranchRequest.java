package dev.docstore.common.wire;

/** Body of {@code POST branch}. */
public record BranchRequest(String name, boolean draft) {}
