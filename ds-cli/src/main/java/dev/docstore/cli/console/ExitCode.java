package dev.docstore.cli.console;

/** What a script can tell from the exit status (spec 04 A11.7). */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  CONFLICTS(3),
  POLICY(4),
  AUTHENTICATION(5);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
