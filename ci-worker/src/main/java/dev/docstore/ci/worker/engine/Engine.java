package dev.docstore.ci.worker.engine;

import java.util.Optional;

/**
 * Something that can run the steps of a check.
 *
 * <p>Every engine keeps this contract, which {@code EngineContract} tests:
 *
 * <ul>
 *   <li>Steps run in order as {@code sh -c <step>} in a private, writable copy of the source. Files
 *       that a step leaves are there for the next one; its working directory and shell variables
 *       are not. The source itself is never changed.
 *   <li>A step sees the check's {@code env}, the image's environment where there is an image, and
 *       nothing of the worker's own environment.
 *   <li>The first step that fails ends the check. A step that ran before runs again: nothing is
 *       answered from a cache.
 *   <li>Output of both streams reaches the log line by line while the step runs, in the order in
 *       which it was written.
 *   <li>When {@link Build#timeout} is over, or the calling thread is interrupted, every process of
 *       the check is killed before the method ends, those that steps left in the background
 *       included.
 *   <li>Calls may run at the same time and do not disturb each other.
 * </ul>
 */
public interface Engine {
  /** A short name for logs and for the setting {@code CI_ENGINE}. */
  String name();

  /** In one line why this engine cannot be used here; empty when it can. Asked once, at start. */
  Optional<String> unusable();

  /** In one line what a user must know about this engine's isolation; empty when nothing. */
  default Optional<String> warning() {
    return Optional.empty();
  }

  /**
   * Runs a check to its end.
   *
   * @throws InterruptedException when the thread was interrupted; nothing of the check runs any
   *     more then
   */
  StepsOutcome run(Build build, LineSink log) throws InterruptedException;
}
