package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Syntax;
import java.util.List;

/** {@code ds issues comment}: says something about an issue. */
public final class IssueCommentCommands {
  private static final Syntax ADD =
      Syntax.of("issues comment add <number> --body <markdown>").options("--body");
  private static final Syntax EDIT =
      Syntax.of("issues comment edit <number> <comment-id> --body <markdown>").options("--body");

  private IssueCommentCommands() {}

  public static void add(List<String> raw, Session session) {
    Args args = ADD.parse(raw);
    long number = IssueNumber.of(ADD, args);
    String body = ADD.requiredOption(args, "--body");
    session
        .console()
        .line("Added comment " + IssueCommands.client(session).addComment(number, body).id());
  }

  public static void edit(List<String> raw, Session session) {
    Args args = EDIT.parse(raw);
    long number = IssueNumber.of(EDIT, args);
    String id = EDIT.required(args, 1);
    IssueCommands.client(session).editComment(number, id, EDIT.requiredOption(args, "--body"));
    session.console().line("Updated comment " + id);
  }
}
