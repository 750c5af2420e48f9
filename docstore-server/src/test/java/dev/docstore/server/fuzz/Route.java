package dev.docstore.server.fuzz;

/**
 * What a controller declares, whichever of its methods answers in the end.
 *
 * @param pattern for example {@code /repos/{repo}/-/tree}
 */
record Route(String method, String pattern) {
  /** {@code GET /repos/{repo}/-/tree}. */
  static Route of(String line) {
    int space = line.indexOf(' ');
    return new Route(line.substring(0, space), line.substring(space + 1));
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
