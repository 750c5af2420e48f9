package dev.docstore.common.settings;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.BindException;
import java.util.concurrent.Callable;

/**
 * What a service's {@code main} does: start, or say in one line on stderr why not; and stop in
 * order when it is told to.
 */
public final class Startup {
  private Startup() {}

  /**
   * Starts a service and returns. A failed start ends the process with {@code error: <reason>};
   * SIGINT or SIGTERM closes the service and ends it with 0, or with 1 when closing fails.
   */
  public static void orExit(Callable<? extends AutoCloseable> start) {
    try {
      AutoCloseable service = start.call();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
    } catch (Exception e) {
      Exit exit = Exit.of(e);
      System.err.println("error: " + exit.reason());
      System.exit(exit.status());
    }
  }

  /** Halts: left to itself, a JVM that got a signal ends with that signal's status. */
  private static void stop(AutoCloseable service) {
    try {
      service.close();
      Runtime.getRuntime().halt(0);
    } catch (Exception e) {
      System.err.println("error: " + Exit.of(e).reason());
      Runtime.getRuntime().halt(1);
    }
  }

  /** What a failed start comes to; frameworks wrap the reason, so it is looked for. */
  record Exit(String reason, int status) {
    static Exit of(Throwable thrown) {
      Throwable deepest = thrown;
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        if (t instanceof BadSettingException e) {
          return new Exit(firstLine(e), e.exitStatus());
        }
        if (t instanceof BindException) {
          return new Exit("the port is already in use; choose another with PORT", 1);
        }
        deepest = t;
      }
      return new Exit(firstLine(deepest), 1);
    }

    private static String firstLine(Throwable reason) {
      return String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    }
  }
}
