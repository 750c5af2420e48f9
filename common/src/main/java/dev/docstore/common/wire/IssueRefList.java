package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET issues/{number}/refs}, oldest first. */
public record IssueRefList(List<IssueRef> refs) {}
