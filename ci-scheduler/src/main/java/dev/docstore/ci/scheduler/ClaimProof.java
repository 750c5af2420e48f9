package dev.docstore.ci.scheduler;

import java.util.Optional;

/**
 * Decides whether a caller of {@code POST /claim} is a worker (spec 03 §7, page 00 E5).
 *
 * <p>Safe for concurrent use. It never throws for what a caller sent.
 */
interface ClaimProof {
  /** What the proof came to. */
  sealed interface Outcome {}

  /** The caller is this worker. */
  record Proven(Worker worker) implements Outcome {}

  /**
   * The caller is not known to be one.
   *
   * @param reason for the log; the caller is only told that it is unauthorized
   */
  record Refused(String reason) implements Outcome {}

  /**
   * Judges a caller.
   *
   * @param bearer the request's bearer token, if it has one
   * @param remoteAddress where the connection comes from
   */
  Outcome judge(Optional<String> bearer, String remoteAddress);
}
