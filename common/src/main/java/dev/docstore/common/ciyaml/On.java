package dev.docstore.common.ciyaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The triggers of a {@code ci.yaml} (spec 03 §1.3).
 *
 * @param push patterns of branches whose pushes start a job, empty for all; null for none
 * @param proposal patterns of base branches whose proposals start a job, empty for all; null for
 *     none
 * @param schedule cron expressions as written; whoever runs them judges them
 */
public record On(
    @Nullable List<String> push, @Nullable List<String> proposal, List<String> schedule) {
  public On {
    push = push == null ? null : List.copyOf(push);
    proposal = proposal == null ? null : List.copyOf(proposal);
    schedule = List.copyOf(schedule);
  }

  boolean matchesPush(String branch) {
    return matches(push, branch);
  }

  boolean matchesProposal(String baseBranch) {
    return matches(proposal, baseBranch);
  }

  private static boolean matches(@Nullable List<String> patterns, String branch) {
    return patterns != null && (patterns.isEmpty() || Glob.anyMatches(patterns, branch));
  }
}
