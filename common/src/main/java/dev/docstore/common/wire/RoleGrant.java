package dev.docstore.common.wire;

/**
 * One explicit role in a repo (spec 01 §6.5).
 *
 * @param role {@code reader}, {@code writer}, {@code maintainer} or {@code admin}
 */
public record RoleGrant(String identity, String role) {}
