package dev.docstore.common.wire;

/** Answer of a creation that only tells the id. */
public record Created(String id) {}
