package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.Repo;
import java.util.List;

/** {@code ds repos} and {@code ds repo}: the repos of a server. */
public final class RepoCommands {
  private static final Syntax LIST = Syntax.of("repos");
  private static final Syntax CREATE = Syntax.of("repos create <owner> <name>");
  private static final Syntax CREATE_FULL = Syntax.of("repo create <owner/name>");
  private static final Syntax GET = Syntax.of("repo get <owner/name>");
  private static final Syntax DELETE = Syntax.of("repo delete <owner/name>");
  private static final Columns COLUMNS = new Columns(2, 30, 20, 20, 0);

  private RepoCommands() {}

  public static void list(List<String> raw, Session session) {
    print(session.remote().repos(), LIST.parse(raw), session.console());
  }

  /** {@code repos create <owner> <name>}. */
  public static void create(List<String> raw, Session session) {
    Args args = CREATE.parse(raw);
    create(CREATE.required(args, 0), CREATE.required(args, 1), session);
  }

  /** {@code repo create <owner/name>}. */
  public static void createFull(List<String> raw, Session session) {
    String full = CREATE_FULL.required(CREATE_FULL.parse(raw), 0);
    int slash = full.indexOf('/');
    if (slash <= 0 || slash == full.length() - 1) {
      throw Failure.usage("error: repo name must be in owner/name format");
    }
    create(full.substring(0, slash), full.substring(slash + 1), session);
  }

  private static void create(String owner, String name, Session session) {
    try {
      Repo repo = session.remote().createRepo(owner, name);
      session.console().line("Created repo '" + repo.name() + "'");
    } catch (DocStoreException e) {
      throw e.status() == 404 ? Failure.of("org '" + owner + "' not found") : e;
    }
  }

  public static void get(List<String> raw, Session session) {
    Args args = GET.parse(raw);
    String name = GET.required(args, 0);
    Repo repo;
    try {
      repo = session.remote().repoInfo(name);
    } catch (DocStoreException e) {
      throw e.status() == 404 ? Failure.of("repo '" + name + "' not found") : e;
    }
    if (args.has("--json")) {
      session.console().json(repo);
    } else {
      print(List.of(repo), args, session.console());
    }
  }

  public static void delete(List<String> raw, Session session) {
    String name = DELETE.required(DELETE.parse(raw), 0);
    session.remote().deleteRepo(name);
    session.console().line("Deleted repo '" + name + "'");
  }

  static void print(List<Repo> repos, Args args, Console console) {
    if (args.has("--json")) {
      console.json(repos);
      return;
    }
    console.line(COLUMNS.row("NAME", "OWNER", "CREATED BY", "CREATED AT"));
    repos.forEach(
        repo ->
            console.line(
                COLUMNS.row(
                    repo.name(), repo.owner(), repo.createdBy(), Dates.day(repo.createdAt()))));
  }
}
