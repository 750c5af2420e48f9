package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.workspace.Changes;
import dev.docstore.cli.workspace.Workspace;
import java.io.IOException;
import java.util.List;

/** {@code ds status}: how the files differ from the last sync. Asks no server. */
public final class StatusCommand {
  private static final Syntax SYNTAX = Syntax.of("status");

  private record Report(
      String branch,
      long sequence,
      List<String> added,
      List<String> modified,
      List<String> deleted) {}

  private StatusCommand() {}

  public static void run(List<String> raw, Session session) throws IOException {
    Args args = SYNTAX.parse(raw);
    Workspace workspace = session.workspace();
    String branch = workspace.config().branch();
    Console console = session.console();
    if (args.has("--json")) {
      Changes changes = LocalChanges.of(workspace).changes();
      console.json(
          new Report(
              branch,
              workspace.state().sequence(),
              changes.added(),
              changes.modified(),
              changes.deleted()));
      return;
    }
    console.line("On branch " + branch);
    print(LocalChanges.of(workspace).changes(), console);
  }

  private static void print(Changes changes, Console console) {
    if (changes.none()) {
      console.line("No changes");
      return;
    }
    console.line("");
    console.line("Changes:");
    changes.added().forEach(path -> console.line("  new:      " + path));
    changes.modified().forEach(path -> console.line("  modified: " + path));
    changes.deleted().forEach(path -> console.line("  deleted:  " + path));
  }
}
