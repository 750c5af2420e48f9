package dev.docstore.common.wire;

import java.time.Instant;

/**
 * A repository (spec 01 §6).
 *
 * @param name full name, {@code org/name}
 * @param owner the organisation
 */
public record Repo(String name, String owner, Instant createdAt, String createdBy) {}
