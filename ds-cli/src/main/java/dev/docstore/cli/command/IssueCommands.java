package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Fetching;
import dev.docstore.common.client.IssueClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueComment;
import dev.docstore.common.wire.IssueRef;
import java.util.List;
import java.util.function.Supplier;

/** {@code ds issues}: lists issues, opens and closes them, and ties them to the work (A6). */
public final class IssueCommands {
  private static final Syntax LIST =
      Syntax.of("issues [list] [--state open|closed|all] [--author <identity>]")
          .options("--state", "--author");
  private static final Syntax CREATE =
      Syntax.of("issues create --title <title> [--body <markdown>]").options("--title", "--body");
  private static final Syntax SHOW = Syntax.of("issues show <number>");
  private static final Syntax CLOSE =
      Syntax.of("issues close <number> [--reason completed|not_planned|duplicate]")
          .options("--reason");
  private static final Syntax REOPEN = Syntax.of("issues reopen <number>");
  private static final Syntax REFS = Syntax.of("issues refs <number>");
  private static final Syntax TIE =
      Syntax.of("issues tie <number> --proposal <uuid> | --commit <seq>")
          .options("--proposal", "--commit");
  private static final Columns ISSUES = new Columns(2, 6, 40, 30, 8, 0);
  private static final Columns TIES = new Columns(2, 10, 36, 0);

  private IssueCommands() {}

  public static void list(List<String> raw, Session session) {
    Args args = LIST.parse(raw);
    String state = args.option("--state").orElse("open");
    List<Issue> issues =
        Fetching.of(
            "issues", () -> client(session).list(state, args.option("--author").orElse(null)));
    Console console = session.console();
    if (args.has("--json")) {
      console.json(issues);
    } else if (issues.isEmpty()) {
      console.line("No " + state + " issues");
    } else {
      console.line(ISSUES.row("NUMBER", "TITLE", "AUTHOR", "STATE", "CREATED"));
      issues.forEach(
          issue ->
              console.line(
                  ISSUES.row(
                      Long.toString(issue.number()),
                      Titles.shortened(issue.title()),
                      issue.author(),
                      issue.state(),
                      Dates.second(issue.createdAt()))));
    }
  }

  public static void create(List<String> raw, Session session) {
    Args args = CREATE.parse(raw);
    String title = CREATE.requiredOption(args, "--title");
    long number = client(session).create(title, args.option("--body").orElse(null)).number();
    session.console().line("Created issue #" + number);
  }

  public static void show(List<String> raw, Session session) {
    Args args = SHOW.parse(raw);
    long number = IssueNumber.of(SHOW, args);
    IssueClient client = client(session);
    Issue issue = Fetching.of("issue", () -> client.get(number));
    if (args.has("--json")) {
      session.console().json(issue);
      return;
    }
    print(
        issue,
        unlessRefused(() -> Fetching.of("comments", () -> client.comments(number))),
        unlessRefused(() -> Fetching.of("refs", () -> client.refs(number))),
        session.console());
  }

  private static <T> List<T> unlessRefused(Supplier<List<T>> request) {
    try {
      return request.get();
    } catch (DocStoreException refused) {
      return List.of();
    }
  }

  private static void print(
      Issue issue, List<IssueComment> comments, List<IssueRef> refs, Console console) {
    console.line("Issue #" + issue.number() + ": " + issue.title());
    console.line("State:   " + issue.state());
    console.line("Author:  " + issue.author());
    console.line("Created: " + Dates.second(issue.createdAt()));
    if (issue.closeReason() != null) {
      console.line("Closed:  " + issue.closeReason());
    }
    if (issue.body() != null) {
      console.line("");
      console.block(issue.body());
    }
    if (!comments.isEmpty()) {
      console.line("");
      console.line("Comments (" + comments.size() + "):");
      comments.forEach(
          comment ->
              console.block(
                  "  [%s] %s: %s"
                      .formatted(
                          Dates.day(comment.createdAt()), comment.author(), comment.body())));
    }
    if (!refs.isEmpty()) {
      console.line("");
      console.line("Refs (" + refs.size() + "):");
      refs.forEach(ref -> console.line("  " + ref.refType() + ": " + ref.refId()));
    }
  }

  public static void close(List<String> raw, Session session) {
    Args args = CLOSE.parse(raw);
    long number = IssueNumber.of(CLOSE, args);
    client(session).close(number, args.option("--reason").orElse("completed"));
    session.console().line("Closed issue #" + number);
  }

  public static void reopen(List<String> raw, Session session) {
    long number = IssueNumber.of(REOPEN, REOPEN.parse(raw));
    client(session).reopen(number);
    session.console().line("Reopened issue #" + number);
  }

  public static void refs(List<String> raw, Session session) {
    Args args = REFS.parse(raw);
    long number = IssueNumber.of(REFS, args);
    List<IssueRef> refs = Fetching.of("refs", () -> client(session).refs(number));
    Console console = session.console();
    if (args.has("--json")) {
      console.json(refs);
    } else if (refs.isEmpty()) {
      console.line("No refs for issue #" + number);
    } else {
      console.line(TIES.row("TYPE", "REF_ID", "CREATED"));
      refs.forEach(
          ref -> console.line(TIES.row(ref.refType(), ref.refId(), Dates.second(ref.createdAt()))));
    }
  }

  public static void tie(List<String> raw, Session session) {
    Args args = TIE.parse(raw);
    long number = IssueNumber.of(TIE, args);
    String type = args.option("--proposal").isPresent() ? "proposal" : "commit";
    String id = TIE.requiredOption(args, "--" + type);
    client(session).tie(number, type, id);
    session.console().line("Tied " + type + " " + id + " to issue #" + number);
  }

  static IssueClient client(Session session) {
    return session.repo(session.context()).issues();
  }
}
