package dev.docstore.ci.worker.engine;

/** How the steps of a check ended. Steps count from 1. */
public sealed interface StepsOutcome {
  /** Every step ended with 0. */
  record Passed() implements StepsOutcome {}

  /** A step ended with another code, or by a signal (then 128 plus its number, as shells say). */
  record StepFailed(int step, int exitCode) implements StepsOutcome {}

  /** Time was over; step 0 means that not even the first had begun. */
  record TimedOut(int step) implements StepsOutcome {}

  /**
   * No step ran, for example because there is no such image.
   *
   * @param reason in one line; the log has the engine's own words
   */
  record NotStarted(String reason) implements StepsOutcome {}
}
