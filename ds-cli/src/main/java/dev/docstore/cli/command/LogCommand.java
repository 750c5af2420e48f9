package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.console.Text;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.cli.workspace.Config;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.CommitSummary;
import dev.docstore.common.wire.FileHistoryEntry;
import java.time.Instant;
import java.util.List;

/** {@code ds log}: the commits of the current branch, or the changes of one file. */
public final class LogCommand {
  private static final int DEFAULT_LIMIT = 20;
  private static final Syntax SYNTAX = Syntax.of("log [path] [--limit N]").options("--limit");

  private LogCommand() {}

  public static void run(List<String> raw, Session session) {
    Args args = SYNTAX.parse(raw);
    int limit = args.option("--limit").map(LogCommand::limit).orElse(DEFAULT_LIMIT);
    Config config = session.context();
    RepoClient repo = session.repo(config);
    boolean json = args.has("--json");
    args.lastPositional()
        .ifPresentOrElse(
            path -> ofFile(path, limit, repo, config.branch(), session.console(), json),
            () -> ofBranch(limit, repo, config.branch(), session.console(), json));
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // The same answer as for a number out of range.
    }
    throw SYNTAX.misused();
  }

  private static void ofFile(
      String path, int limit, RepoClient repo, String branch, Console console, boolean json) {
    List<FileHistoryEntry> history =
        Fetching.of("history", () -> repo.history(path, branch, limit));
    if (json) {
      console.json(history);
    } else if (history.isEmpty()) {
      console.line("No history for '" + path + "' on branch '" + branch + "'");
    } else {
      history.forEach(
          entry ->
              console.line(
                  line(entry.sequence(), entry.author(), entry.createdAt(), entry.message())));
    }
  }

  private static void ofBranch(
      int limit, RepoClient repo, String name, Console console, boolean json) {
    Branch branch = BranchLookup.find(repo, name);
    List<CommitSummary> commits = BranchLog.of(repo, branch, limit);
    if (json) {
      console.json(commits);
    } else if (commits.isEmpty()) {
      console.line("No commits on branch '" + name + "'");
    } else {
      commits.forEach(
          entry ->
              console.line(
                  line(entry.sequence(), entry.author(), entry.createdAt(), entry.message())));
    }
  }

  private static String line(long sequence, String author, Instant at, String message) {
    return "seq "
        + Text.pad(sequence, 4)
        + "  "
        + Text.pad(Text.line(author), 12)
        + "  "
        + Dates.day(at)
        + "  "
        + message;
  }
}
