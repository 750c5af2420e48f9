package dev.docstore.rego;

import java.util.Arrays;
import java.util.List;

/** Short ways to compile and judge in tests. */
final class Policies {

  private Policies() {}

  /** Policies {@code p.rego}, {@code p1.rego}, … with these sources. */
  static PolicySet compiled(RegoEngine engine, String... sources) {
    List<RegoModule> modules =
        java.util.stream.IntStream.range(0, sources.length)
            .mapToObj(i -> new RegoModule(i == 0 ? "p.rego" : "p" + i + ".rego", sources[i]))
            .toList();
    return compiled(engine, modules, List.of());
  }

  static PolicySet compiled(
      RegoEngine engine, List<RegoModule> policies, List<RegoModule> library) {
    return switch (engine.compile(policies, library)) {
      case Compilation.Compiled(PolicySet set) -> set;
      case Compilation.Refused(List<Problem> problems) ->
          throw new AssertionError("refused: " + problems);
    };
  }

  static List<Problem> problems(RegoEngine engine, RegoModule... policies) {
    return switch (engine.compile(Arrays.asList(policies), List.of())) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Refused(List<Problem> problems) -> problems;
    };
  }

  static Verdict judge(RegoEngine engine, String source, String input) {
    try (PolicySet set = compiled(engine, source)) {
      return set.judge(input).getFirst();
    }
  }
}
