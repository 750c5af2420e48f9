package dev.docstore.common.ciyaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid {@code .docstore/ci.yaml} (spec 03 §1).
 *
 * @param on when jobs start; null means on every push and every proposal
 * @param permissions what a job's token may write (spec 03 §16.2), in the order of {@link
 *     #PERMISSIONS}; null where the file has no such block
 * @param checks in file order, with unique names, their needs known and free of circles
 */
public record CiYaml(@Nullable On on, @Nullable List<String> permissions, List<Check> checks)
    implements CiYamlOutcome {
  /** Where the file lies in a repo. */
  public static final String PATH = ".docstore/ci.yaml";

  /** Every permission there is, in the order in which they are listed everywhere. */
  public static final List<String> PERMISSIONS =
      List.of("checks", "contents", "proposals", "issues", "releases", "ci");

  /** An absent file: every trigger matches and there is nothing to run. */
  public static final CiYaml EMPTY = new CiYaml(null, null, List.of());

  public CiYaml {
    permissions = permissions == null ? null : List.copyOf(permissions);
    checks = List.copyOf(checks);
  }

  /** Whether a push to that branch starts a job (spec 03 §1.3). */
  public boolean matchesPush(String branch) {
    return on == null || on.matchesPush(branch);
  }

  /** Whether a proposal towards that branch, or a push to it, starts a job (spec 03 §1.3). */
  public boolean matchesProposal(String baseBranch) {
    return on == null || on.matchesProposal(baseBranch);
  }
}
