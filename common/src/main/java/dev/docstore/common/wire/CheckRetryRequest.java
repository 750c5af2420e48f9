package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST checks/retry} (spec 02 §4.3).
 *
 * @param checks null or empty means those that failed
 */
public record CheckRetryRequest(
    @Nullable String branch,
    long sequence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable String> checks) {}
