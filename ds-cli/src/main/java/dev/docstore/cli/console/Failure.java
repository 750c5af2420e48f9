package dev.docstore.cli.console;

import java.util.List;

/** Ends a command: what stderr says and the exit status. */
public final class Failure extends RuntimeException {
  private final transient List<String> lines;
  private final ExitCode exitCode;

  private Failure(List<String> lines, ExitCode exitCode) {
    super(String.join("; ", lines));
    this.lines = lines;
    this.exitCode = exitCode;
  }

  /** {@code error: <message>}, exit 1. */
  public static Failure of(String message) {
    return of(message, ExitCode.FAILED);
  }

  /** {@code error: <message>} with another exit status. */
  public static Failure of(String message, ExitCode exitCode) {
    return new Failure(List.of("error: " + message), exitCode);
  }

  /** A call that cannot be meant: the lines as they are ({@code usage: …}), exit 2. */
  public static Failure usage(String... lines) {
    return new Failure(List.of(lines), ExitCode.USAGE);
  }

  /** The lines for stderr, nearly always one. */
  public List<String> lines() {
    return lines;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
