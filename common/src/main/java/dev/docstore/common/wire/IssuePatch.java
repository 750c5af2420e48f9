package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PATCH issues/{number}}: null leaves a member as it is, {@code ""} or {@code []}
 * empties it.
 */
public record IssuePatch(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String title,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String body,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable String> labels) {}
