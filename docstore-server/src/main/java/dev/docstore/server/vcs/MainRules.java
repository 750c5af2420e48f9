package dev.docstore.server.vcs;

import dev.docstore.common.wire.PolicyProblem;
import java.util.List;
import java.util.Optional;

/**
 * Who decides whether files that rule main may become what a commit or merge would make of them:
 * {@code vcs} asks, the feature that reads the rules answers (page 00 D2).
 *
 * <p>Judging takes time, so it is done outside any lock and remembered by content; under the repo's
 * lock the answer is only looked up.
 */
public interface MainRules {
  /** Where the rules lie; ends in a slash. */
  String folder();

  /**
   * What is known of these files: empty while they have not been judged, else their problems, none
   * when they may be.
   *
   * @param files all that main would have under {@link #folder()}, by path
   */
  Optional<List<PolicyProblem>> known(List<MainFile> files);

  /** Judges them, outside of any transaction, so that they are {@link #known}. */
  void judge(long repoId, List<MainFile> files);
}
