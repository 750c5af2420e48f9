package dev.docstore.ci.worker;

/** The job as a whole cannot go on; the message becomes its error text. */
final class JobFailedException extends Exception {
  JobFailedException(String message) {
    super(message);
  }

  JobFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
