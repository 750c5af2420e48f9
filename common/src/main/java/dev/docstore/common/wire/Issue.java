package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issue (spec 02 §6).
 *
 * @param number counts per repo, from 1, without gaps
 * @param body Markdown; omitted when empty
 * @param state {@code open} or {@code closed}
 * @param closeReason {@code completed}, {@code not_planned} or {@code duplicate}; omitted while
 *     open
 * @param closedBy identity; omitted while open
 * @param labels as given, in that order
 * @param closedAt omitted while open
 */
public record Issue(
    String id,
    String repo,
    long number,
    String title,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String body,
    String author,
    String state,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String closeReason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String closedBy,
    List<String> labels,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant closedAt,
    Instant createdAt,
    Instant updatedAt) {}
