package dev.docstore.rego;

import java.util.List;

/** What became of compiling policies. */
public sealed interface Compilation {

  /** They can judge. Whoever asked closes the set. */
  record Compiled(PolicySet set) implements Compilation {}

  /**
   * They cannot.
   *
   * @param problems by path and line; never empty
   */
  record Refused(List<Problem> problems) implements Compilation {
    public Refused {
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal needs a problem");
      }
      problems = List.copyOf(problems);
    }
  }
}
