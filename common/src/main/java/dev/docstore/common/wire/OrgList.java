package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET /orgs}. */
public record OrgList(List<Org> orgs) {}
