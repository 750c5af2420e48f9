package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST review} (spec 02 §2.1). */
public record ReviewRequest(
    @Nullable String branch,
    @Nullable String status,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String body) {}
