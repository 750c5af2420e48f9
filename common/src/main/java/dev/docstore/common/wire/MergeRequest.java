package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST merge} and {@code POST rebase} (spec 01 §11.1, §12.1, page 00 B12).
 *
 * @param dryRun only tells how a merge would end; a rebase ignores it
 * @param resolutions how conflicts end, each path at most once; null for none
 */
public record MergeRequest(
    String branch,
    boolean dryRun,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Resolution> resolutions) {}
