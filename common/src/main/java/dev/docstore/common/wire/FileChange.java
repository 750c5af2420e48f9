package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One changed path of a diff (spec 01 §10.4).
 *
 * @param versionId null for a deletion
 * @param binary omitted when false
 */
public record FileChange(
    String path,
    @Nullable String versionId,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean binary) {}
