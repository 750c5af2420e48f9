package dev.docstore.cli.command;

import java.util.Optional;

/**
 * The address given to {@code init} (spec 04 A5): a server, or a repo on it.
 *
 * @param server without a trailing slash
 */
record RemoteUrl(String server, Optional<String> repo) {
  private static final String REPOS = "/repos/";

  static RemoteUrl parse(String url) {
    String text = url.replaceAll("/+$", "");
    if (text.endsWith("/-")) {
      text = text.substring(0, text.length() - 2);
    }
    int repos = text.indexOf(REPOS);
    return repos < 0
        ? new RemoteUrl(text, Optional.empty())
        : new RemoteUrl(
            text.substring(0, repos), Optional.of(text.substring(repos + REPOS.length())));
  }
}
