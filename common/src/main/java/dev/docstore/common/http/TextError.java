package dev.docstore.common.http;

/**
 * A refusal answered as plain text (spec 03 §0): status and one line. The scheduler and the token
 * issuer throw it; {@link TextErrorFilter} writes it.
 */
public final class TextError extends RuntimeException {
  private final int status;

  public TextError(int status, String message) {
    super(message);
    this.status = status;
  }

  /** With a cause for the log; the caller only ever sees the message. */
  public TextError(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** {@code 401 unauthorized}, whatever the reason was. */
  public static TextError unauthorized() {
    return new TextError(401, "unauthorized");
  }

  /** {@code 500 internal error}; the cause goes to the log. */
  public static TextError internal(Throwable cause) {
    return new TextError(500, "internal error", cause);
  }

  public int status() {
    return status;
  }

  /** Never null here: every constructor takes a message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
