package dev.docstore.server.vcs;

import dev.docstore.common.event.Event;
import java.util.List;

/**
 * A feature that has to end something of its own when a branch ends: {@code vcs} announces, others
 * listen, and no arrow points upwards.
 *
 * <p>Both methods are called inside the transaction that ends the branch, under its repo's lock,
 * after the branch's row was changed and before the branch's own event is appended. They must not
 * append events themselves: what they return is appended first, in order, so that the end of a
 * proposal precedes the end of its branch in the log. They may be called again when the transaction
 * is repeated, and have no effect outside the database.
 */
public interface BranchEnd {
  /**
   * The branch was merged into {@code main}; also for a branch without commits, never for a dry
   * run.
   *
   * @param repoId key of the repo in every table
   * @param repo full name
   * @return the events to append before {@code branch.merged}; empty when nothing ended
   */
  List<Event> merged(long repoId, String repo, String branch);

  /**
   * The branch was given up.
   *
   * @param repoId key of the repo in every table
   * @param repo full name
   * @return the events to append before {@code branch.abandoned}; empty when nothing ended
   */
  List<Event> abandoned(long repoId, String repo, String branch);
}
