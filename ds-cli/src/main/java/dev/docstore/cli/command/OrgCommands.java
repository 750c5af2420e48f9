package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.Org;
import java.util.List;

/** {@code ds orgs}: the organisations of a server. */
public final class OrgCommands {
  private static final Syntax LIST = Syntax.of("orgs");
  private static final Syntax CREATE = Syntax.of("orgs create <name>");
  private static final Syntax GET = Syntax.of("orgs get <name>");
  private static final Syntax DELETE = Syntax.of("orgs delete <name>");
  private static final Syntax REPOS = Syntax.of("orgs repos <name>");
  private static final Columns COLUMNS = new Columns(2, 30, 20, 0);

  private OrgCommands() {}

  public static void list(List<String> raw, Session session) {
    Args args = LIST.parse(raw);
    List<Org> orgs = session.remote().orgs();
    Console console = session.console();
    if (args.has("--json")) {
      console.json(orgs);
      return;
    }
    console.line(COLUMNS.row("NAME", "CREATED BY", "CREATED AT"));
    orgs.forEach(
        org -> console.line(COLUMNS.row(org.name(), org.createdBy(), Dates.day(org.createdAt()))));
  }

  public static void create(List<String> raw, Session session) {
    String name = CREATE.required(CREATE.parse(raw), 0);
    session.remote().createOrg(name);
    session.console().line("Created org '" + name + "'");
  }

  public static void get(List<String> raw, Session session) {
    Args args = GET.parse(raw);
    String name = GET.required(args, 0);
    Org org;
    try {
      org = session.remote().org(name);
    } catch (DocStoreException e) {
      throw e.status() == 404 ? Failure.of("org '" + name + "' not found") : e;
    }
    Console console = session.console();
    if (args.has("--json")) {
      console.json(org);
      return;
    }
    console.line("Name:       " + org.name());
    console.line("Created by: " + org.createdBy());
    console.line("Created at: " + Dates.day(org.createdAt()));
  }

  public static void delete(List<String> raw, Session session) {
    String name = DELETE.required(DELETE.parse(raw), 0);
    try {
      session.remote().deleteOrg(name);
    } catch (DocStoreException e) {
      throw e.status() == 409 ? Failure.of("org '" + name + "' still has repos") : e;
    }
    session.console().line("Deleted org '" + name + "'");
  }

  public static void repos(List<String> raw, Session session) {
    Args args = REPOS.parse(raw);
    String name = REPOS.required(args, 0);
    RepoCommands.print(session.remote().orgRepos(name), args, session.console());
  }
}
