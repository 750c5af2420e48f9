package dev.docstore.cli.command;

import dev.docstore.cli.console.Failure;
import java.io.IOException;
import java.util.List;

/** One command form. */
@FunctionalInterface
public interface Command {
  /**
   * Runs to the end or throws {@link Failure} or what the client library throws.
   *
   * @param args what follows the command's words
   */
  void run(List<String> args, Session session) throws IOException;
}
