package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.wire.RoleGrant;
import java.util.List;
import java.util.Set;

/** {@code ds roles}: who may do what in the repo. */
public final class RoleCommands {
  private static final Set<String> ROLES = Set.of("reader", "writer", "maintainer", "admin");
  private static final Syntax LIST = Syntax.of("roles");
  private static final Syntax SET = Syntax.of("roles set <identity> <role>");
  private static final Syntax DELETE = Syntax.of("roles delete <identity>");
  private static final Columns COLUMNS = new Columns(2, 30, 0);

  private RoleCommands() {}

  public static void list(List<String> raw, Session session) {
    Args args = LIST.parse(raw);
    List<RoleGrant> roles = repo(session).roles();
    if (args.has("--json")) {
      session.console().json(roles);
      return;
    }
    session.console().line(COLUMNS.row("IDENTITY", "ROLE"));
    roles.forEach(grant -> session.console().line(COLUMNS.row(grant.identity(), grant.role())));
  }

  public static void set(List<String> raw, Session session) {
    Args args = SET.parse(raw);
    String identity = SET.required(args, 0);
    String role = SET.required(args, 1);
    if (!ROLES.contains(role)) {
      throw Failure.of("role must be one of: reader, writer, maintainer, admin");
    }
    repo(session).setRole(identity, role);
    session.console().line("Set role '" + role + "' for '" + identity + "'");
  }

  public static void delete(List<String> raw, Session session) {
    String identity = DELETE.required(DELETE.parse(raw), 0);
    repo(session).deleteRole(identity);
    session.console().line("Deleted role for '" + identity + "'");
  }

  private static RepoClient repo(Session session) {
    return session.repo(session.context());
  }
}
