package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST comment} (spec 02 §3, page 00 D8).
 *
 * @param path required, as {@code version_id} is, unless this is a reply: that stands where its
 *     thread does
 * @param reviewId the review that it is given with; of the same branch
 * @param startLine first line of a range that ends with {@code line}
 * @param line a line of that version, from 1; null for the whole file
 * @param side {@code left} or {@code right}; null means {@code right}
 * @param inReplyTo any comment of the thread that this one continues
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReviewCommentRequest(
    @Nullable String branch,
    @Nullable String path,
    @Nullable String versionId,
    @Nullable String body,
    @Nullable String reviewId,
    @Nullable Integer startLine,
    @Nullable Integer line,
    @Nullable String side,
    @Nullable String inReplyTo) {}
