package dev.docstore.common.wire;

import java.time.Instant;

/**
 * What an issue is tied to (spec 02 §6.3). Nobody looks whether it exists.
 *
 * @param refType {@code proposal} or {@code commit}
 * @param refId a proposal's id or a commit's sequence, as written
 */
public record IssueRef(
    String id, String issueId, String repo, String refType, String refId, Instant createdAt) {}
