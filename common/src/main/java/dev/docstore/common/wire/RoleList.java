package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET roles}. */
public record RoleList(List<RoleGrant> roles) {}
