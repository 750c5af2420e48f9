package dev.docstore.rego;

/** A call into the sandbox ended without an answer; the sandbox must not be used again. */
final class SandboxFailure extends RuntimeException {

  /** What ended the call. */
  enum Kind {
    INTERRUPTED,
    MEMORY,
    STACK,
    OTHER
  }

  private final Kind kind;

  SandboxFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
