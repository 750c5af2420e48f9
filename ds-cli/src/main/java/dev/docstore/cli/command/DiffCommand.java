package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.PathOrder;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.Diff;
import dev.docstore.common.wire.FileChange;
import java.util.Comparator;
import java.util.List;

/** {@code ds diff}: what the current branch and main changed since they parted. */
public final class DiffCommand {
  private static final Syntax SYNTAX = Syntax.of("diff");

  private DiffCommand() {}

  public static void run(List<String> raw, Session session) {
    Args args = SYNTAX.parse(raw);
    Config config = session.context();
    Console console = session.console();
    Diff diff = Fetching.of("diff", () -> session.repo(config).diff(config.branch()));
    if (args.has("--json")) {
      console.json(diff);
      return;
    }
    List<Conflict> conflicts = diff.conflicts() == null ? List.of() : diff.conflicts();
    if (diff.branchChanges().isEmpty() && diff.mainChanges().isEmpty() && conflicts.isEmpty()) {
      console.line("No changes on branch '" + config.branch() + "'");
      return;
    }
    print("Changed files on '" + config.branch() + "':", diff.branchChanges(), console);
    print("Changed files on main:", diff.mainChanges(), console);
    if (!conflicts.isEmpty()) {
      console.line("");
      console.line("Conflicts:");
      MergeCommand.print(conflicts, console);
    }
  }

  private static void print(String title, List<FileChange> changes, Console console) {
    if (changes.isEmpty()) {
      return;
    }
    console.line(title);
    changes.stream()
        .sorted(Comparator.comparing(FileChange::path, PathOrder.BYTES))
        .forEach(change -> console.line(line(change)));
  }

  private static String line(FileChange change) {
    if (change.versionId() == null) {
      return "  deleted: " + change.path();
    }
    return "  changed: " + change.path() + (change.binary() ? " [binary]" : "");
  }
}
