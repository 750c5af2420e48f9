package dev.docstore.common.client;

import java.io.IOException;
import java.net.UnknownHostException;

/**
 * The server gave no usable answer. Whether a request that changes something took effect is unknown
 * then.
 */
public final class NoAnswerException extends RuntimeException {
  private final String reason;
  private final boolean undecodable;

  private NoAnswerException(String message, String reason, boolean undecodable, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.undecodable = undecodable;
  }

  static NoAnswerException transport(String method, String path, IOException cause) {
    String reason = reason(cause);
    return new NoAnswerException(
        "docstore: " + method + " " + path + ": " + reason, reason, false, cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return "unknown host " + cause.getMessage();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  static NoAnswerException undecodable(String method, String path, Throwable cause) {
    String reason = "the answer is not what the API promises";
    return new NoAnswerException(
        "docstore: " + method + " " + path + ": " + reason, reason, true, cause);
  }

  /** Why, without method and path. */
  public String reason() {
    return reason;
  }

  /** Whether an answer came but could not be understood. */
  public boolean isUndecodable() {
    return undecodable;
  }
}
