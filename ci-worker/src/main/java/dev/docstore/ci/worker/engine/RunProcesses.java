package dev.docstore.ci.worker.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds processes by a variable of the environment they were started with, where there is /proc.
 */
final class RunProcesses {
  private RunProcesses() {}

  /** Those with exactly {@code NAME=value}. */
  static Stream<ProcessHandle> with(String variable) {
    return ProcessHandle.allProcesses().filter(process -> has(process, variable));
  }

  private static boolean has(ProcessHandle process, String variable) {
    return environment(process.pid())
        .map(text -> Arrays.asList(text.split("\0", -1)).contains(variable))
        .orElse(false);
  }

  private static Optional<String> environment(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Gone, or somebody else's: not one of ours.
      return Optional.empty();
    }
  }
}
