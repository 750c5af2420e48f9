package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end and is judged by its exit status and its two streams. */
record Command(List<String> words, Path directory, Map<String, String> environment) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** How it ended. */
  record Result(List<String> words, int status, String output, String errors) {
    /** The output of a command that must have succeeded. */
    String succeeded() {
      assertThat(status).as("%s%n%s%s", words, output, errors).isZero();
      return output;
    }
  }

  static Command of(String... words) {
    return new Command(List.of(words), Path.of("."), Map.of());
  }

  Command with(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new Command(List.copyOf(all), directory, environment);
  }

  Command in(Path other) {
    return new Command(words, other, environment);
  }

  Command environment(Map<String, String> variables) {
    return new Command(words, directory, variables);
  }

  Result run() {
    try {
      Path output = Files.createTempFile("stdout", null);
      Path errors = Files.createTempFile("stderr", null);
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      Result result = new Result(words, process.waitFor(), takeOut(output), takeOut(errors));
      assertThat(ended).as("%s still ran after %s: %s", words, PATIENCE, result).isTrue();
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + words, e);
    }
  }

  private static String takeOut(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }
}
