import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A started service and the thread that copies its log, each line with the service's name before it. */
record RunningService(Service service, Process process, Thread log) {
  static RunningService launch(Service service) {
    if (!Files.exists(service.jar())) {
      throw new Problem(service.jar() + " is missing: run `make dev`, which builds it");
    }
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(service.javaOptions());
    command.addAll(List.of("-jar", service.jar().toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(service.environment());
    try {
      Process process = builder.start();
      Thread log = Thread.ofVirtual().start(() -> copyLog(service.name(), process));
      return new RunningService(service, process, log);
    } catch (IOException e) {
      throw new Problem("cannot start " + service.name() + ": " + e.getMessage());
    }
  }

  Problem endedByItself() throws InterruptedException {
    log.join(Duration.ofSeconds(2));
    return new Problem("%s ended by itself with status %d (its last lines are above); stopping everything"
        .formatted(service.name(), process.exitValue()));
  }

  private static void copyLog(String name, Process process) {
    String prefix = "%-15s | ".formatted(name);
    try (var reader = process.inputReader()) {
      reader.lines().forEach(line -> IO.println(prefix + line));
    } catch (IOException | UncheckedIOException e) {
      // The process is gone; who waits for it says so.
    }
  }
}
