package dev.docstore.cli;

import dev.docstore.cli.command.Session;
import dev.docstore.cli.console.BuiltIn;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Environment;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The {@code ds} program. */
public final class Ds {
  private Ds() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    // Answered before anything else is loaded: scripts ask for it all the time.
    if (args.length > 0 && (args[0].equals("version") || args[0].equals("--version"))) {
      System.out.println("ds " + BuiltIn.load().version());
      return;
    }
    Console console = new Console(stream(FileDescriptor.out), stream(FileDescriptor.err));
    Environment environment = Environment.of(System.getenv(), System.getProperty("user.name", ""));
    Path directory = Path.of("").toAbsolutePath();
    int status = new Cli(new Session(directory, environment, console)).run(List.of(args));
    console.flush();
    System.exit(status);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }
}
