package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a conflict ends (page 00 B12): either {@code take} or {@code content}.
 *
 * @param path a path in conflict
 * @param take {@code main}, {@code branch} or {@code delete}
 * @param content the bytes that the path gets; empty is an empty file
 * @param mode with {@code content}: {@code 100644} or {@code 100755}; absent keeps the mode that
 *     both sides make together
 */
public record Resolution(
    String path,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String take,
    @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] content,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mode) {}
