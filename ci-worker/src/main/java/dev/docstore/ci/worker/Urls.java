package dev.docstore.ci.worker;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the server's routes (spec 03 §0). */
final class Urls {
  private Urls() {}

  /**
   * {@code {server}/repos/{repo}/-/{rest}}; the repo's slashes stay, the rest is taken as it is.
   */
  static URI repo(URI server, String repo, String rest) {
    return URI.create(server + "/repos/" + segment(repo).replace("%2F", "/") + "/-/" + rest);
  }

  /** A value in a query. */
  static String query(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /** A value as one segment of a path. */
  static String segment(String value) {
    return query(value).replace("+", "%20");
  }
}
