package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One path that was changed on both sides (spec 01 §11.3, page 00 B12).
 *
 * @param path the path
 * @param mainVersionId version on {@code main}, {@code ""} for a deletion
 * @param branchVersionId version on the branch, {@code ""} for a deletion
 * @param baseVersionId version both started from, {@code ""} where there was none
 * @param kind {@code content}, {@code binary}, {@code add_add} or {@code modify_delete}
 */
public record Conflict(
    String path,
    @JsonProperty("main_version_id") String mainVersionId,
    @JsonProperty("branch_version_id") String branchVersionId,
    @JsonProperty("base_version_id") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String baseVersionId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String kind) {}
