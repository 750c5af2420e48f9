package dev.docstore.common.wire;

import java.util.List;

/** Body of {@code POST commit}. */
public record CommitRequest(String branch, List<CommitFile> files, String message) {}
