package dev.docstore.common.wire;

/**
 * Answer of {@code POST comment}.
 *
 * @param sequence the branch's head, which the comment is about
 */
public record ReviewCommentAdded(String id, long sequence) {}
