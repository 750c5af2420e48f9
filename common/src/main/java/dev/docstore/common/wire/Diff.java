package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a branch and main changed since the base (spec 01 §10.4).
 *
 * @param conflicts omitted when empty
 */
public record Diff(
    List<FileChange> branchChanges,
    List<FileChange> mainChanges,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<Conflict> conflicts) {}
