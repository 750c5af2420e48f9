package dev.docstore.common.wire;

/**
 * Answer of {@code POST /orgs/{org}/invites}.
 *
 * @param token 64 lower-case hex digits, shown only here
 */
public record OrgInviteCreated(String id, String token) {}
