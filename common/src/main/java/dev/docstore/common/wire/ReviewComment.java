package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comment on a version of a file (spec 02 §3, page 00 D8). Members that are null are omitted.
 *
 * @param reviewId the review that it was given with
 * @param sequence the branch's head when it was made
 * @param startLine first line of a range that ends with {@code line}; from 1
 * @param line the line of that version, or the last one of the range; null for the whole file
 * @param side where a diff shows the line: {@code left} of what was, {@code right} of what is
 * @param inReplyTo the first comment of the thread; null when this is it
 * @param resolvedAt since when the thread is settled; of its first comment only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReviewComment(
    String id,
    @Nullable String reviewId,
    String branch,
    String path,
    String versionId,
    String body,
    String author,
    long sequence,
    Instant createdAt,
    @Nullable Integer startLine,
    @Nullable Integer line,
    @Nullable String side,
    @Nullable String inReplyTo,
    @Nullable Instant editedAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy) {}
