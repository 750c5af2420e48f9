package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET issues/{number}/comments}, oldest first. */
public record IssueCommentList(List<IssueComment> comments) {}
