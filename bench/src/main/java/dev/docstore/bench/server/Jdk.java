package dev.docstore.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The tools of the JDK that runs this program, and what other programs print. */
public final class Jdk {
  private Jdk() {}

  /** A tool's path. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /**
   * Runs a program to its end; returns all it printed.
   *
   * @throws IOException when it cannot be started, or failed
   */
  public static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          "%s ended with %d: %s".formatted(command.getFirst(), status, output.strip()));
    }
    return output;
  }
}
