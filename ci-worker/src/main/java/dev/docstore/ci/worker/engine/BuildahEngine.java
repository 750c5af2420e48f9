package dev.docstore.ci.worker.engine;

import dev.docstore.common.ciyaml.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the check's Dockerfile with {@code buildah}, as root and without a daemon. Images that are
 * in the storage are used as they are, others are pulled.
 */
public final class BuildahEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(BuildahEngine.class);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);

  /** What buildah itself may need of the worker's environment; steps see none of it. */
  private static final List<String> PASSED_ON =
      List.of(
          "PATH",
          "HOME",
          "TMPDIR",
          "DOCKER_CONFIG",
          "REGISTRY_AUTH_FILE",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy");

  private final List<String> storage;
  private final Map<String, String> environment;

  /**
   * @param root where images and containers are kept; empty for buildah's own place
   * @param environment the worker's environment
   */
  public BuildahEngine(Optional<Path> root, Map<String, String> environment) {
    List<String> options = new ArrayList<>(List.of("--storage-driver", "vfs"));
    root.map(Path::toAbsolutePath)
        .ifPresent(
            path -> {
              options.addAll(List.of("--root", path.resolve("storage").toString()));
              options.addAll(List.of("--runroot", path.resolve("run").toString()));
            });
    this.storage = List.copyOf(options);
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "buildah";
  }

  @Override
  public Optional<String> unusable() {
    if (program().isEmpty()) {
      return Optional.of("there is no buildah on the PATH");
    }
    List<String> output = new ArrayList<>();
    try {
      return switch (buildah("probe", List.of("images", "--quiet"))
          .run(HOUSEKEEPING, output::add)) {
        case ProcessTree.End.Exited(int code) when code == 0 -> Optional.empty();
        default -> Optional.of(output.isEmpty() ? "buildah does not run" : output.getLast());
      };
    } catch (IOException e) {
      return Optional.of("buildah does not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  @Override
  public StepsOutcome run(Build build, LineSink log) throws InterruptedException {
    Path imageId = build.scratch().resolve("image-id");
    BuildahOutput output = new BuildahOutput(build.check().steps(), log);
    try {
      return switch (build(build, imageId, output)) {
        case ProcessTree.End.TimedOut() -> new StepsOutcome.TimedOut(output.step());
        case ProcessTree.End.Exited(int code) -> output.outcome(code);
      };
    } catch (IOException e) {
      return new StepsOutcome.NotStarted("cannot run buildah: " + e);
    } finally {
      removeImage(build.id(), imageId);
    }
  }

  private ProcessTree.End build(Build build, Path imageId, BuildahOutput output)
      throws IOException, InterruptedException {
    String dockerfile = BuildahOutput.redirected(build.dockerfile()).text();
    Path directory = Files.createDirectory(build.scratch().resolve("output"));
    Path file = Files.createFile(directory.resolve(BuildahOutput.FILE));
    List<String> arguments =
        arguments(
            build, Files.writeString(build.scratch().resolve("Dockerfile"), dockerfile), imageId);
    arguments.addAll(List.of("--volume", directory + ":" + BuildahOutput.DIRECTORY));
    arguments.add(build.context().toString());
    AtomicBoolean complete = new AtomicBoolean();
    GrowingFile steps = new GrowingFile(file, complete::get);
    Thread follower = Thread.ofVirtual().start(() -> OutputLines.pump(steps, output::ofSteps));
    try {
      return buildah(build.id(), arguments).run(build.timeout(), output::ofBuildah);
    } finally {
      complete.set(true);
      follower.join();
    }
  }

  private static List<String> arguments(Build build, Path dockerfile, Path imageId) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "bud",
                "--isolation",
                "chroot",
                "--layers=false",
                "--force-rm",
                "--pull=false",
                "--http-proxy=false",
                "--build-arg",
                Dockerfile.RUN_ARGUMENT + "=" + build.id(),
                "--iidfile",
                imageId.toString(),
                "--file",
                dockerfile.toString()));
    build
        .secrets()
        .forEach(
            (name, file) ->
                arguments.addAll(List.of("--secret", "id=%s,src=%s".formatted(name, file))));
    return arguments;
  }

  /** Nobody needs the image that a finished check leaves. */
  private void removeImage(String run, Path imageId) throws InterruptedException {
    if (!Files.exists(imageId)) {
      return;
    }
    List<String> output = new ArrayList<>();
    try {
      List<String> arguments = List.of("rmi", "--force", Files.readString(imageId).strip());
      if (!(buildah(run, arguments).run(HOUSEKEEPING, output::add)
              instanceof ProcessTree.End.Exited(int code))
          || code != 0) {
        LOG.warn("cannot remove the image of a finished check: {}", output);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove the image of a finished check", e);
    }
  }

  /** Java would look for it on the path of its own environment. */
  private Optional<Path> program() {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(":", -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "buildah"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private ProcessTree buildah(String run, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(program().map(Path::toString).orElse("buildah"));
    words.addAll(storage);
    words.addAll(arguments);
    ProcessBuilder command = new ProcessBuilder(words);
    Map<String, String> env = command.environment();
    env.clear();
    for (String name : PASSED_ON) {
      String value = environment.get(name);
      if (value != null) {
        env.put(name, value);
      }
    }
    env.put(Dockerfile.RUN_ARGUMENT, run);
    return new ProcessTree(command, Dockerfile.RUN_ARGUMENT);
  }
}
