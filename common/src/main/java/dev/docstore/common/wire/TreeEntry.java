package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One path of a tree (spec 01 §10.1).
 *
 * @param mode {@code 100755} for an executable, else absent
 */
public record TreeEntry(
    String path,
    String versionId,
    String contentHash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mode) {}
