package dev.docstore.common.wire;

import java.util.List;

/** Answer of {@code GET /repos}. */
public record RepoList(List<Repo> repos) {}
