package dev.docstore.server.policy;

import dev.docstore.common.wire.PolicyProblem;
import dev.docstore.rego.PolicySet;
import java.util.List;

/** What the policy files of a repo come to. */
sealed interface Rules {
  /** There are none: everything may be merged (spec 02 §7.5). */
  record None() implements Rules {}

  /**
   * They compile.
   *
   * @param bytes of their sources
   */
  record Compiled(PolicySet set, long bytes) implements Rules {}

  /** They do not: nothing may be merged (page 00 D1). */
  record Broken(List<PolicyProblem> problems) implements Rules {}

  /** What is wrong with them, if anything. */
  default List<PolicyProblem> problemsFound() {
    return this instanceof Broken(List<PolicyProblem> problems) ? problems : List.of();
  }
}
