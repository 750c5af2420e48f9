package dev.docstore.bench.http;

import java.io.IOException;

/** The server answered, but not with a 2xx: the message names the request, the status and why. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 300;

  private final int status;

  RefusedException(String request, int status, String body) {
    super(
        request
            + " answered "
            + status
            + ": "
            + body.strip().substring(0, Math.min(MAX_REASON, body.strip().length())));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
