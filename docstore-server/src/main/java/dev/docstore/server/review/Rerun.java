package dev.docstore.server.review;

import java.util.List;

/**
 * Runs checks of a commit again (page 00 D6): {@code review} decides which and as what attempt,
 * whoever runs checks implements it, and no arrow points upwards.
 */
public interface Rerun {
  /**
   * Asks for a run. Called in the transaction that makes the checks pending, so that they never
   * wait for a run that nobody was asked for.
   *
   * @param repo full name
   * @param checks names, never empty
   * @param attempt that the run is to report
   */
  void enqueue(String repo, String branch, long sequence, List<String> checks, int attempt);
}
