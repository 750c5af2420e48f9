package dev.docstore.common.wire;

/**
 * Answer of {@code POST merge}.
 *
 * @param sequence main's head after the merge
 */
public record MergeResponse(long sequence) {}
