package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A name for a sequence (spec 01 §15).
 *
 * @param body notes, omitted when empty
 */
public record Release(
    String id,
    String repo,
    String name,
    long sequence,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String body,
    String createdBy,
    Instant createdAt) {}
