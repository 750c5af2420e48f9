package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook subscription (spec 02 §11.1, page 00 C6).
 *
 * @param repo omitted for one that covers all repos
 * @param eventTypes omitted for all types
 * @param config {@code url} and, as three asterisks, {@code secret}
 */
public record Subscription(
    String id,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repo,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> eventTypes,
    String backend,
    Map<String, String> config,
    Instant createdAt,
    String createdBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant suspendedAt,
    int failureCount) {}
