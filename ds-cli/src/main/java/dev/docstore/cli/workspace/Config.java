package dev.docstore.cli.workspace;

/**
 * {@code config.json} (spec 04 A2).
 *
 * @param remote the server's URL without a trailing slash
 * @param repo full name; never empty
 * @param branch the branch that is checked out
 * @param author free text, sent along with what this workspace does
 */
public record Config(String remote, String repo, String branch, String author) {
  private static final String DEFAULT_REPO = "default/default";

  /** Members that a file left out arrive as null. */
  @SuppressWarnings("NullAway")
  public Config {
    remote = remote == null ? "" : remote;
    repo = repo == null || repo.isEmpty() ? DEFAULT_REPO : repo;
    branch = branch == null || branch.isEmpty() ? "main" : branch;
    author = author == null ? "" : author;
  }

  public Config onBranch(String name) {
    return new Config(remote, repo, name, author);
  }

  public Config by(String name) {
    return new Config(remote, repo, branch, name);
  }
}
