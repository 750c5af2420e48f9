package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET /orgs/{org}/invites}. */
public record OrgInviteList(List<OrgInvite> invites) {}
