package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST issues}. The title is required.
 *
 * @param body Markdown; null means none
 * @param labels null means none
 */
public record IssueRequest(
    @Nullable String title,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String body,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable String> labels) {}
