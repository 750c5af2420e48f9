package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.console.Text;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.PathOrder;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.wire.CheckRun;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** {@code ds checks}: what CI and people said about a branch. */
public final class ChecksCommand {
  private static final Syntax SYNTAX =
      Syntax.of("checks [--branch <name>] [--all]").options("--branch").switches("--all");
  private static final Columns COLUMNS = new Columns(2, 8, 20, 4, 10, 0);
  private static final int SHOWN_ID = 8;

  private ChecksCommand() {}

  public static void run(List<String> raw, Session session) {
    Args args = SYNTAX.parse(raw);
    Config config = session.context();
    String branch = args.option("--branch").orElse(config.branch());
    boolean all = args.has("--all");
    RepoClient repo = session.repo(config);
    List<CheckRun> runs = Fetching.of("checks", () -> repo.checks(branch, all));
    Console console = session.console();
    if (args.has("--json")) {
      console.json(runs);
    } else if (runs.isEmpty()) {
      console.line("No check runs for branch '" + branch + "'");
    } else {
      long head = BranchLookup.find(repo, branch).headSequence();
      console.line(COLUMNS.row("ID", "CHECK NAME", "SEQ", "STATUS", "REPORTER"));
      (all ? runs : latest(runs)).forEach(run -> print(run, head, console));
    }
  }

  private static void print(CheckRun run, long head, Console console) {
    String row =
        COLUMNS.row(
            Text.cut(run.id(), SHOWN_ID),
            run.checkName(),
            Long.toString(run.sequence()),
            run.status(),
            run.reporter());
    console.line(run.sequence() < head ? row + "  [stale]" : row);
    if (run.logUrl() != null && !run.logUrl().isEmpty()) {
      console.line("         log: " + run.logUrl());
    }
  }

  private static Collection<CheckRun> latest(List<CheckRun> runs) {
    SortedMap<String, CheckRun> byName = PathOrder.map();
    for (CheckRun run : runs) {
      byName.merge(
          run.checkName(), run, (one, other) -> other.sequence() > one.sequence() ? other : one);
    }
    return byName.values();
  }
}
