package dev.docstore.common.ciyaml;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@code ci.yaml} that cannot be used, with all its problems at once.
 *
 * @param problems at least one, by line
 */
public record CiYamlProblems(List<CiYamlProblem> problems) implements CiYamlOutcome {
  public CiYamlProblems {
    problems = List.copyOf(problems);
  }

  /** One problem per line of text, each with its line number. */
  @Override
  public String toString() {
    return problems.stream().map(CiYamlProblem::toString).collect(Collectors.joining("\n"));
  }
}
