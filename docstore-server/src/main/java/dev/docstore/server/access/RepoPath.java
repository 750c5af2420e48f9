package dev.docstore.server.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads the repo's name from a canonical path. */
final class RepoPath {
  private static final String REPOS = "/repos/";
  private static final String DASH = "/-/";

  private RepoPath() {}

  /** Whether the path is of an endpoint below a repo. */
  static boolean isEndpoint(String path) {
    return path.startsWith(REPOS) && path.contains(DASH);
  }

  /** The name, of an endpoint's path or of the repo's own. */
  static String of(String path) {
    int dash = path.indexOf(DASH);
    String encoded = path.substring(REPOS.length(), dash < 0 ? path.length() : dash);
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
