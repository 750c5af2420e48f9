package dev.docstore.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * One file of a commit as answered.
 *
 * @param versionId null for a deletion
 */
public record CommittedFile(String path, @Nullable String versionId) {}
