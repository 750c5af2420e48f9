package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Check;
import dev.docstore.common.ciyaml.Dockerfile;
import dev.docstore.common.ciyaml.Glob;
import dev.docstore.common.ciyaml.IfExpression;
import dev.docstore.common.ciyaml.IfExpression.Verdict;
import dev.docstore.common.ciyaml.ImageReference;
import dev.docstore.common.ciyaml.Trigger;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a check runs and turns it into a Dockerfile.
 *
 * @param changedPaths what the commit under test changed; empty when nobody knows, and then no
 *     check is left out for its paths
 */
record CompileCheck(Trigger trigger, Optional<List<String>> changedPaths) {
  /** A check on its way to an engine, or not. */
  sealed interface Compiled {
    /** It can run. */
    record Ready(Check check, Dockerfile dockerfile) implements Compiled {}

    /** It need not run. */
    record Skipped(String reason) implements Compiled {}

    /** It cannot run, and so it has failed. */
    record Broken(String reason) implements Compiled {}
  }

  Compiled call(Check check) {
    return switch (IfExpression.evaluate(check.condition(), trigger)) {
      case Verdict.Unclear(String message) -> new Compiled.Broken("if: " + message);
      case Verdict.Skipped() ->
          new Compiled.Skipped("the condition is false: " + check.condition().strip());
      case Verdict.Runs() ->
          isTouched(check) ? compile(check) : new Compiled.Skipped(untouched(check));
    };
  }

  private static Compiled compile(Check check) {
    Optional<String> problem = ImageReference.problem(check.image());
    return problem.isPresent()
        ? new Compiled.Broken(problem.get())
        : new Compiled.Ready(check, Dockerfile.of(check));
  }

  private boolean isTouched(Check check) {
    return check.paths().isEmpty()
        || changedPaths.isEmpty()
        || changedPaths.get().stream().anyMatch(path -> Glob.anyMatches(check.paths(), path));
  }

  private static String untouched(Check check) {
    return "no changed file matches its paths: " + String.join(", ", check.paths());
  }
}
