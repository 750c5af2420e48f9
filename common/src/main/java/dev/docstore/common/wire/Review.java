package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of a branch (spec 02 §2).
 *
 * @param sequence the head that was reviewed
 * @param status {@code approved}, {@code rejected} or {@code dismissed}
 * @param body omitted when empty
 */
public record Review(
    String id,
    String repo,
    String branch,
    String reviewer,
    long sequence,
    String status,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String body,
    Instant createdAt) {}
