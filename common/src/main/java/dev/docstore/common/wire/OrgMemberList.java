package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET /orgs/{org}/members}. */
public record OrgMemberList(List<OrgMember> members) {}
