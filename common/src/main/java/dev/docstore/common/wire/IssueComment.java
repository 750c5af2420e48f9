package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comment on an issue (spec 02 §6.2).
 *
 * @param body Markdown
 * @param editedAt omitted when never edited
 */
public record IssueComment(
    String id,
    String issueId,
    String repo,
    String body,
    String author,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant editedAt) {}
