package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A branch (spec 01 §8).
 *
 * @param headSequence its latest commit, or the fork point
 * @param baseSequence main's head at the fork or the last rebase
 * @param status {@code active}, {@code merged} or {@code abandoned}
 * @param createdBy who made it, page 00 A8
 * @param isProtected whether secrets reach its jobs, page 00 H13
 */
public record Branch(
    String repo,
    String name,
    long headSequence,
    long baseSequence,
    String status,
    boolean draft,
    boolean autoMerge,
    @JsonProperty("protected") boolean isProtected,
    String createdBy) {}
