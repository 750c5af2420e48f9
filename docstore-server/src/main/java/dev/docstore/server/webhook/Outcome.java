package dev.docstore.server.webhook;

import java.time.Duration;
import java.util.Optional;

/** What came of an attempt (spec 02 §11.4). */
sealed interface Outcome {
  /**
   * The endpoint answered.
   *
   * @param retryAfter when it asked to be left alone that long
   */
  record Answered(int status, Optional<Duration> retryAfter) implements Outcome {}

  /** No answer came. */
  record Unreachable(String detail) implements Outcome {}

  /** There was nothing to send, or nowhere to send it. */
  record Unbuildable(String detail) implements Outcome {}

  /** Why it counts as failed, as deliveries show it; empty when it was delivered. */
  default Optional<String> error() {
    return switch (this) {
      case Answered(int status, _) when status >= 200 && status <= 299 -> Optional.empty();
      case Answered(int status, _) -> Optional.of("webhook returned status " + status);
      case Unreachable(String detail) -> Optional.of("http: " + detail);
      case Unbuildable(String detail) -> Optional.of("build request: " + detail);
    };
  }

  /** Whether the endpoint says that it is gone for good. */
  default boolean gone() {
    return this instanceof Answered(int status, _) && status == 410;
  }

  /** The pause that the endpoint asked for. */
  default Optional<Duration> requestedPause() {
    return this instanceof Answered(_, Optional<Duration> retryAfter)
        ? retryAfter
        : Optional.empty();
  }
}
