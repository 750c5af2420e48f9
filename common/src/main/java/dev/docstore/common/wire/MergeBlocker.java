package dev.docstore.common.wire;

/**
 * One thing that stands between a branch and its merge (page 00 D4).
 *
 * @param kind {@code draft}, {@code inactive}, {@code conflict}, {@code policy} (a policy says no),
 *     {@code policy_error} (a policy failed) or {@code policy_invalid} (a policy does not compile)
 * @param message what it is, for a person: the path, or the policy and its reason
 */
public record MergeBlocker(String kind, String message) {}
