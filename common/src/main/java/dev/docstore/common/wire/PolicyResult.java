package dev.docstore.common.wire;

/**
 * What one merge policy said (spec 02 §7.4).
 *
 * @param name last segment of the policy's package
 * @param pass whether it allows the merge
 * @param reason why not; {@code ""} when it passes
 */
public record PolicyResult(String name, boolean pass, String reason) {}
