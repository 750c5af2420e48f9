package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Body of {@code POST check} (spec 02 §4.1). The first three are required.
 *
 * @param sequence null means the branch's head
 * @param attempt null or 0 means 1, page 00 E13
 */
public record CheckReport(
    @Nullable String branch,
    @Nullable String checkName,
    @Nullable String status,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String logUrl,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long sequence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Short attempt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode metadata) {}
