package dev.docstore.systemtest;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts a packaged jar the way an operator does: `java -jar`, told everything by variables. */
final class Jvm {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private Jvm() {}

  static RunningProgram start(String module, Path logs, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("LOG_FORMAT", "text");
    return RunningProgram.start(
        List.of(
            JAVA.toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Checkout.jar(module).toString()),
        logs,
        environment,
        logs.resolve(module + ".log"));
  }

  /** Starts it on a port and waits for 200 at {@code /healthz}. */
  static RunningProgram startHealthy(
      String module, int port, Path logs, Map<String, String> settings) {
    Map<String, String> withPort = new HashMap<>(settings);
    withPort.put("PORT", Integer.toString(port));
    RunningProgram program = start(module, logs, withPort);
    try {
      program.awaitAnswer(
          URI.create("http://127.0.0.1:" + port + "/healthz"), status -> status == 200);
      return program;
    } catch (RuntimeException | AssertionError e) {
      program.close();
      throw e;
    }
  }
}
