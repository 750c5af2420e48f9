package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.common.wire.Branch;
import java.util.List;

/** {@code ds branches}: the repo's branches. */
public final class BranchesCommand {
  private static final Syntax SYNTAX =
      Syntax.of("branches [--status active|merged|abandoned] [--draft] [--include-draft]")
          .options("--status")
          .switches("--draft", "--include-draft");
  private static final Columns COLUMNS = new Columns(1, 30, 6, 6, 10, 5);

  private BranchesCommand() {}

  public static void run(List<String> raw, Session session) {
    Args args = SYNTAX.parse(raw);
    String status = args.option("--status").orElse("active");
    List<Branch> branches =
        Fetching.of(
            "branches",
            () ->
                session
                    .repo(session.context())
                    .branches(status, args.has("--draft"), args.has("--include-draft")));
    if (args.has("--json")) {
      session.console().json(branches);
      return;
    }
    session.console().line(COLUMNS.row("BRANCH", "HEAD", "BASE", "STATUS", "DRAFT"));
    branches.forEach(branch -> session.console().line(row(branch)));
  }

  private static String row(Branch branch) {
    return COLUMNS.row(
        branch.name(),
        Long.toString(branch.headSequence()),
        Long.toString(branch.baseSequence()),
        branch.status(),
        branch.draft() ? "yes" : "");
  }
}
