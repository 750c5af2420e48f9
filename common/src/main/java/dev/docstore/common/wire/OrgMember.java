package dev.docstore.common.wire;

import java.time.Instant;

/**
 * Somebody's membership in an organisation (spec 01 §5).
 *
 * @param role {@code owner} or {@code member}
 */
public record OrgMember(
    String org, String identity, String role, String invitedBy, Instant createdAt) {}
