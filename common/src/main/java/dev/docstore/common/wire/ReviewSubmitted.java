package dev.docstore.common.wire;

/**
 * Answer of {@code POST review}.
 *
 * @param sequence the head that was reviewed
 */
public record ReviewSubmitted(String id, long sequence) {}
