package dev.docstore.cli;

import dev.docstore.cli.command.Command;
import dev.docstore.cli.command.Session;
import dev.docstore.cli.console.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A word whose next word says what to do.
 *
 * @param bare what to do when there is no next word
 */
record Group(String name, Command bare, Map<String, Command> subcommands) implements Command {
  /** A group that means nothing without a subcommand. */
  static Group needing(String name, String form, Map<String, Command> subcommands) {
    return new Group(
        name,
        (args, session) -> {
          throw Failure.usage("usage: ds " + form);
        },
        subcommands);
  }

  @Override
  public void run(List<String> args, Session session) throws IOException {
    if (args.isEmpty() || args.getFirst().startsWith("--")) {
      bare.run(args, session);
      return;
    }
    Command subcommand = subcommands.get(args.getFirst());
    if (subcommand == null) {
      throw new UnknownCommandException("unknown " + name + " subcommand: " + args.getFirst());
    }
    subcommand.run(args.subList(1, args.size()), session);
  }
}
