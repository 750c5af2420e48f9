package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST proposals}. Branch and title are required.
 *
 * @param baseBranch null means {@code main}
 */
public record ProposalRequest(
    @Nullable String branch,
    @Nullable String title,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String baseBranch,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description) {}
