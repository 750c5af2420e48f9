package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.cli.workspace.Config;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Issue;
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
  private static final Syntax SHOW = Syntax.of("proposal show <proposal-id>");
  private static final Syntax CLOSE = Syntax.of("proposal close <proposal-id>");
  private static final Syntax REOPEN = Syntax.of("proposal reopen <proposal-id>");
  private static final Columns COLUMNS = new Columns(2, 36, 30, 40, 30, 8, 0);

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

  public static void show(List<String> raw, Session session) {
    Args args = SHOW.parse(raw);
    String id = SHOW.required(args, 0);
    RepoClient repo = session.repo(session.context());
    Proposal proposal = Fetching.of("proposal", () -> repo.proposal(id));
    if (args.has("--json")) {
      session.console().json(proposal);
      return;
    }
    print(proposal, Fetching.of("issues", () -> repo.issues().ofProposal(id)), session.console());
  }

  private static void print(Proposal proposal, List<Issue> issues, Console console) {
    console.line("Proposal " + proposal.id() + ": " + proposal.title());
    console.line("State:   " + proposal.state());
    console.line("Branch:  " + proposal.branch() + " into " + proposal.baseBranch());
    console.line("Author:  " + proposal.author());
    console.line("Created: " + Dates.second(proposal.createdAt()));
    if (proposal.description() != null) {
      console.line("");
      console.block(proposal.description());
    }
    if (!issues.isEmpty()) {
      console.line("");
      console.line("Issues (" + issues.size() + "):");
      issues.forEach(
          issue ->
              console.line(
                  "  #%d [%s] %s".formatted(issue.number(), issue.state(), issue.title())));
    }
  }

  public static void reopen(List<String> raw, Session session) {
    String id = REOPEN.required(REOPEN.parse(raw), 0);
    session.repo(session.context()).reopenProposal(id);
    session.console().line("Proposal " + id + " reopened");
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
        Titles.shortened(proposal.title()),
        proposal.author(),
        proposal.state(),
        Dates.second(proposal.createdAt()));
  }
}
