package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.console.Text;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.cli.workspace.Config;
import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Proposal;
import dev.docstore.common.wire.ProposalRequest;
import java.util.List;

/** {@code ds proposal}: asks for a branch to be merged. */
public final class ProposalCommands {
  private static final Syntax OPEN =
      Syntax.of(
              "proposal open --title \"...\" [--branch <name>] [--base main] [--description"
                  + " \"...\"]")
          .options("--title", "--branch", "--base", "--description");
  private static final Syntax LIST =
      Syntax.of("proposal list [--state open|closed|merged]").options("--state");
  private static final Syntax CLOSE = Syntax.of("proposal close <proposal-id>");
  private static final Columns COLUMNS = new Columns(2, 36, 30, 40, 30, 8, 0);
  private static final int LONGEST_TITLE = 38;

  private ProposalCommands() {}

  public static void open(List<String> raw, Session session) {
    Args args = OPEN.parse(raw);
    String title = OPEN.requiredOption(args, "--title");
    Config config = session.context();
    Created proposal =
        session
            .repo(config)
            .openProposal(
                new ProposalRequest(
                    args.option("--branch").orElse(config.branch()),
                    title,
                    args.option("--base").orElse("main"),
                    args.option("--description").orElse(null)));
    session.console().line("Proposal opened: " + proposal.id());
  }

  public static void list(List<String> raw, Session session) {
    Args args = LIST.parse(raw);
    String state = args.option("--state").orElse("open");
    List<Proposal> proposals =
        Fetching.of("proposals", () -> session.repo(session.context()).proposals(state));
    Console console = session.console();
    if (args.has("--json")) {
      console.json(proposals);
    } else if (proposals.isEmpty()) {
      console.line("No " + state + " proposals");
    } else {
      console.line(COLUMNS.row("ID", "BRANCH", "TITLE", "AUTHOR", "STATE", "CREATED"));
      proposals.forEach(proposal -> console.line(row(proposal)));
    }
  }

  public static void close(List<String> raw, Session session) {
    String id = CLOSE.required(CLOSE.parse(raw), 0);
    session.repo(session.context()).closeProposal(id);
    session.console().line("Proposal " + id + " closed");
  }

  private static String row(Proposal proposal) {
    return COLUMNS.row(
        proposal.id(),
        proposal.branch(),
        shortened(proposal.title()),
        proposal.author(),
        proposal.state(),
        Dates.second(proposal.createdAt()));
  }

  private static String shortened(String title) {
    String cut = Text.cut(title, LONGEST_TITLE);
    return cut.equals(title) ? title : Text.cut(title, LONGEST_TITLE - 1) + "…";
  }
}
