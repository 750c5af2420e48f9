package dev.docstore.common.wire;

/**
 * Answer of {@code POST rebase} (spec 01 §12.2).
 *
 * @param baseSequence main's head, on which the branch now stands
 */
public record RebaseResponse(long baseSequence, long headSequence, int commitsReplayed) {}
