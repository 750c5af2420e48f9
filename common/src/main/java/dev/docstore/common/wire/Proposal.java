package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposal to merge a branch (spec 02 §5).
 *
 * @param description omitted when empty
 * @param state {@code open}, {@code closed} or {@code merged}
 */
public record Proposal(
    String id,
    String repo,
    String branch,
    String baseBranch,
    String title,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String description,
    String author,
    String state,
    Instant createdAt,
    Instant updatedAt) {}
