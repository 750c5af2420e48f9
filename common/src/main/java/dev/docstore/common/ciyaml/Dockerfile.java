package dev.docstore.common.ciyaml;

import dev.docstore.common.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A check as a Dockerfile of one stage: what {@code ds ci explain} shows and every container engine
 * builds.
 *
 * <p>The build context holds the source in {@value #SOURCE_DIRECTORY}. Each step is one {@code RUN}
 * in exec form, in {@code /src}; secrets are mounted at {@code /run/secrets}. The build argument
 * {@value #RUN_ARGUMENT} must differ between runs, or an engine with a cache would answer a re-run
 * without running anything.
 *
 * @param preparation the instructions before the first step
 * @param runs one per step
 */
public record Dockerfile(List<String> preparation, List<Run> runs) {
  /** Where the source lies in the build context. */
  public static final String SOURCE_DIRECTORY = "src";

  /** The name of the build argument that makes every run a new one. */
  public static final String RUN_ARGUMENT = "DOCSTORE_RUN";

  /**
   * A {@code RUN} instruction.
   *
   * @param mounts its options, each with a space behind it
   * @param command the words of its exec form
   */
  public record Run(String mounts, List<String> command) {
    public Run {
      command = List.copyOf(command);
    }

    String text() {
      return "RUN " + mounts + Json.MAPPER.writeValueAsString(command);
    }
  }

  public Dockerfile {
    preparation = List.copyOf(preparation);
    runs = List.copyOf(runs);
  }

  /** Compiles a check whose image has no {@link ImageReference#problem}. */
  public static Dockerfile of(Check check) {
    List<String> lines = new ArrayList<>();
    lines.add("FROM " + check.image());
    lines.add("ARG " + RUN_ARGUMENT);
    for (Map.Entry<String, String> variable : check.env().entrySet()) {
      lines.add("ENV %s=%s".formatted(variable.getKey(), quoted(variable.getValue())));
    }
    lines.add("USER 0:0");
    lines.add("WORKDIR /src");
    lines.add("COPY %s/ /src/".formatted(SOURCE_DIRECTORY));
    String mounts = mounts(check);
    return new Dockerfile(
        lines,
        check.steps().stream().map(step -> new Run(mounts, List.of("sh", "-c", step))).toList());
  }

  /** The file's text, with a newline at its end. */
  public String text() {
    Stream<String> steps = runs.stream().map(Run::text);
    return Stream.concat(preparation.stream(), steps).collect(Collectors.joining("\n", "", "\n"));
  }

  /**
   * The same with other commands, for engines that have to wrap them.
   *
   * @param wrapper from the number of a step, counted from 1, and its command to another command
   */
  public Dockerfile wrapped(BiFunction<Integer, List<String>, List<String>> wrapper) {
    List<Run> wrapped = new ArrayList<>();
    for (Run run : runs) {
      wrapped.add(new Run(run.mounts(), wrapper.apply(wrapped.size() + 1, run.command())));
    }
    return new Dockerfile(preparation, wrapped);
  }

  private static String mounts(Check check) {
    StringBuilder mounts = new StringBuilder();
    for (SecretUse secret : check.secrets()) {
      String name = secret.localName();
      mounts.append("--mount=type=secret,id=%s,target=/run/secrets/%s ".formatted(name, name));
    }
    return mounts.toString();
  }

  /** Double quotes in which nothing is special but what is escaped here. */
  private static String quoted(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$");
    return '"' + escaped + '"';
  }
}
