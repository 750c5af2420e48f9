package dev.docstore.common.ciyaml;

/**
 * One thing that is wrong with a {@code ci.yaml}.
 *
 * @param line counted from 1
 * @param message what is wrong and what would be right, for the author of the file
 */
public record CiYamlProblem(int line, String message) {
  /** {@code line N: message}. */
  @Override
  public String toString() {
    return "line " + line + ": " + message;
  }
}
