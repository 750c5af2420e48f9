package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One file change as the chain covers it.
 *
 * @param contentHash {@code ""} for a deletion
 * @param mode {@code 100755} for an executable, else absent
 */
public record ChainFile(
    String path,
    String contentHash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mode) {}
