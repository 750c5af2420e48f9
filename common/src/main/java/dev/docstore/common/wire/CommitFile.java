package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One file of a commit request (spec 01 §9.1, page 00 B5).
 *
 * @param content its bytes; null deletes the path and is left out
 * @param contentType null or empty for none
 * @param mode {@code 100644} (default) or {@code 100755}
 */
public record CommitFile(
    String path,
    @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] content,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contentType,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mode) {}
