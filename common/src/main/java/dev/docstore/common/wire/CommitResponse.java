package dev.docstore.common.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code POST commit}. */
public record CommitResponse(
    long sequence, List<CommittedFile> files, @Nullable String commitHash) {}
