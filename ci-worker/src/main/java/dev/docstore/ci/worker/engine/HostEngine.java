package dev.docstore.ci.worker.engine;

import dev.docstore.common.ciyaml.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plain processes in a copy of the source: the last resort of a laptop without any container
 * engine. The image is ignored, so a check sees the machine's own tools; secrets lie in the
 * directory {@code $DOCSTORE_SECRETS_DIR} instead of {@code /run/secrets}.
 */
public final class HostEngine implements Engine {
  private final boolean deployed;

  /**
   * @param deployed whether this is a deployed worker, where this engine must never be used
   */
  public HostEngine(boolean deployed) {
    this.deployed = deployed;
  }

  @Override
  public String name() {
    return "host";
  }

  @Override
  public Optional<String> unusable() {
    if (deployed) {
      return Optional.of("a deployed worker never runs checks as plain processes");
    }
    return Files.isExecutable(Path.of("/bin/sh"))
        ? Optional.empty()
        : Optional.of("there is no /bin/sh");
  }

  @Override
  public Optional<String> warning() {
    return Optional.of(
        "NO CONTAINER: steps run as plain processes of this machine and can read and change"
            + " everything the worker can; install buildah to isolate them");
  }

  @Override
  public StepsOutcome run(Build build, LineSink log) throws InterruptedException {
    Instant deadline = Instant.now().plus(build.timeout());
    try {
      Path work = build.scratch().resolve("src");
      SourceTree.copy(build.context().resolve(Dockerfile.SOURCE_DIRECTORY), work);
      Path home = Files.createDirectories(build.scratch().resolve("home"));
      Path secrets = secrets(build);
      List<String> steps = build.check().steps();
      for (int i = 0; i < steps.size(); i++) {
        ProcessBuilder step = command(build, steps.get(i), work, home, secrets);
        log.line("$ " + steps.get(i).strip());
        Duration left = Duration.between(Instant.now(), deadline);
        switch (new ProcessTree(step, Dockerfile.RUN_ARGUMENT).run(left, log)) {
          case ProcessTree.End.TimedOut() -> {
            return new StepsOutcome.TimedOut(i + 1);
          }
          case ProcessTree.End.Exited(int code) when code != 0 -> {
            return new StepsOutcome.StepFailed(i + 1, code);
          }
          case ProcessTree.End.Exited _ -> {}
        }
      }
      return new StepsOutcome.Passed();
    } catch (IOException e) {
      return new StepsOutcome.NotStarted("cannot prepare the check: " + e);
    }
  }

  private static ProcessBuilder command(
      Build build, String step, Path work, Path home, Path secrets) {
    ProcessBuilder command = new ProcessBuilder("/bin/sh", "-c", step).directory(work.toFile());
    Map<String, String> env = command.environment();
    env.clear();
    env.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    env.put("HOME", home.toString());
    env.putAll(build.check().env());
    env.put("DOCSTORE_SECRETS_DIR", secrets.toString());
    env.put(Dockerfile.RUN_ARGUMENT, build.id());
    return command;
  }

  private static Path secrets(Build build) throws IOException {
    Path directory = Files.createDirectories(build.scratch().resolve("secrets"));
    for (Map.Entry<String, Path> secret : build.secrets().entrySet()) {
      Files.copy(secret.getValue(), directory.resolve(secret.getKey()));
    }
    return directory;
  }
}
