package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The result of one check (spec 02 §4).
 *
 * @param status {@code pending}, {@code passed}, {@code failed} or {@code skipped}
 * @param metadata omitted when absent; any JSON
 * @param changes every status that it had, the present one last; only in a history, else omitted
 */
public record CheckRun(
    String id,
    String repo,
    String branch,
    long sequence,
    String checkName,
    String status,
    String reporter,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String logUrl,
    Instant createdAt,
    int attempt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode metadata,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CheckChange> changes) {}
