package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A file with its bytes (spec 01 §10.2). */
public record FileContent(
    String path,
    String versionId,
    String contentHash,
    byte[] content,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String contentType,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mode) {}
