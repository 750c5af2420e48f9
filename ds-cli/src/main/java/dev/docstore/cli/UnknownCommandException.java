package dev.docstore.cli;

/** A word that names no command; the overview follows its message. */
final class UnknownCommandException extends RuntimeException {
  UnknownCommandException(String message) {
    super(message);
  }
}
