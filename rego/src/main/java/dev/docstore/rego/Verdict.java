package dev.docstore.rego;

/** What one policy says about one input. */
public sealed interface Verdict {

  /** The policy's name, as {@link PolicySet.Policy#name()}. */
  String policy();

  /** Its {@code allow} is {@code true}. */
  record Allowed(String policy) implements Verdict {}

  /**
   * Its {@code allow} is anything else, or undefined.
   *
   * @param reason its {@code reason} if that is a string with text, else {@code policy denied}
   */
  record Denied(String policy, String reason) implements Verdict {}

  /**
   * It gave no answer, which is neither yes nor no.
   *
   * @param path its file
   * @param why e.g. conflicting values of a rule, or time or memory exceeded
   */
  record Failed(String policy, String path, String why) implements Verdict {}
}
