package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Answer of {@code POST branch}.
 *
 * @param draft omitted when false
 */
public record BranchCreated(
    String name, long baseSequence, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean draft) {}
