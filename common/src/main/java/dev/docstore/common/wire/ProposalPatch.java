package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Body of {@code PATCH proposals/{id}}: null leaves a member as it is, {@code ""} empties it. */
public record ProposalPatch(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String title,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description) {}
