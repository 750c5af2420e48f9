package dev.docstore.server.policy;

import dev.docstore.common.json.Json;
import dev.docstore.common.wire.PolicyProblem;
import dev.docstore.common.wire.PolicyResult;
import dev.docstore.rego.PolicySet;
import dev.docstore.rego.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What policies say, as results and as blockers. Whatever is not a clear yes is a no (page 00 D1):
 * a policy that fails, and one that does not compile, where the result bears the file's path.
 *
 * @param results of every policy, by path
 * @param blockers one for each that does not say yes
 */
record Judging(List<PolicyResult> results, List<Blocker> blockers) {
  private static final Judging FREE = new Judging(List.of(), List.of());

  /**
   * Asks the policies; takes up to five seconds for each.
   *
   * @param input null only where there are none
   */
  static Judging of(Rules rules, @Nullable InputDocument input) {
    return switch (rules) {
      case Rules.None() -> FREE;
      case Rules.Broken(List<PolicyProblem> problems) -> broken(problems);
      case Rules.Compiled(PolicySet set, _) ->
          input == null ? FREE : verdicts(set.judge(Json.write(input)));
    };
  }

  private static Judging verdicts(List<Verdict> verdicts) {
    return new Judging(
        verdicts.stream().map(Judging::result).toList(),
        verdicts.stream().flatMap(verdict -> blockers(verdict).stream()).toList());
  }

  private static PolicyResult result(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed(String policy) -> new PolicyResult(policy, true, "");
      case Verdict.Denied(String policy, String reason) -> new PolicyResult(policy, false, reason);
      case Verdict.Failed(String policy, String path, String why) ->
          new PolicyResult(policy, false, failure(path, why));
    };
  }

  private static List<Blocker> blockers(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed _ -> List.of();
      case Verdict.Denied(String policy, String reason) ->
          List.of(new Blocker.Denied(policy, reason));
      case Verdict.Failed(String policy, String path, String why) ->
          List.of(new Blocker.Failed(policy, failure(path, why)));
    };
  }

  private static String failure(String path, String why) {
    return "policy evaluation error in " + path + ": " + why;
  }

  private static Judging broken(List<PolicyProblem> problems) {
    Map<String, PolicyResult> results = new LinkedHashMap<>();
    for (PolicyProblem problem : problems) {
      results.putIfAbsent(
          problem.path(),
          new PolicyResult(
              problem.path(),
              false,
              "policy does not compile: line " + problem.line() + ": " + problem.message()));
    }
    return new Judging(
        List.copyOf(results.values()),
        problems.stream()
            .<Blocker>map(p -> new Blocker.Invalid(p.path(), p.line(), p.message()))
            .toList());
  }

  List<PolicyResult> failing() {
    return results.stream().filter(result -> !result.pass()).toList();
  }
}
