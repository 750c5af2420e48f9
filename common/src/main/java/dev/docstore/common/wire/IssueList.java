package dev.docstore.common.wire;

import java.util.List;

/**
 * Answer of {@code GET issues}, highest number first, and of {@code GET commit/{sequence}/issues}
 * and {@code GET proposals/{id}/issues}, lowest number first.
 */
public record IssueList(List<Issue> issues) {}
