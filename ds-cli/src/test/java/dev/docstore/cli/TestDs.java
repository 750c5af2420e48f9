package dev.docstore.cli;

import dev.docstore.cli.command.Session;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code ds} in a directory and tells the three things a script can see. */
public final class TestDs {
  /** What a run left. */
  public record Outcome(int status, String out, String err) {
    /** The output, after a look at the status. */
    public String done() {
      if (status != 0) {
        throw new AssertionError("exit " + status + "\n" + out + err);
      }
      return out;
    }
  }

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  public TestDs(Path directory) {
    this.directory = directory;
  }

  /** With an environment variable in all later runs. */
  public TestDs with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err));
    Session session = new Session(directory, Environment.of(environment, "tester"), console);
    int status = new Cli(session).run(List.of(args));
    console.flush();
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  public Path file(String path) {
    return directory.resolve(path);
  }

  public void write(String path, String content) {
    try {
      Files.createDirectories(file(path).getParent());
      Files.writeString(file(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean exists(String path) {
    return Files.exists(file(path));
  }
}
