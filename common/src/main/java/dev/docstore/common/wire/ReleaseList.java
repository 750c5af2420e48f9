package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET releases}, newest first. */
public record ReleaseList(List<Release> releases) {}
