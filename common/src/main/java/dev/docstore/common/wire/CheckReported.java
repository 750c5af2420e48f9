package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST check}.
 *
 * @param logUrl as in the request, omitted when it had none
 */
public record CheckReported(
    String id, long sequence, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String logUrl) {}
