package dev.docstore.server.repo;

/**
 * A feature that keeps something of a repo under its name rather than its key, and so must let go
 * of it when the repo is deleted. What is keyed by {@code repo_id} goes by itself.
 */
public interface Dependants {
  /** Called in the transaction that deletes the repo, before its rows go. */
  void repoDeleted(String repo);
}
