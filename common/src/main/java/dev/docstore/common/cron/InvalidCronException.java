package dev.docstore.common.cron;

/** A text is no cron expression; the message says why. */
public final class InvalidCronException extends Exception {
  InvalidCronException(String message) {
    super(message);
  }
}
