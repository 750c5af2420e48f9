package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Sync;
import dev.docstore.cli.sync.Target;
import dev.docstore.cli.sync.Verification;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.cli.workspace.WorkspaceLock;
import dev.docstore.common.client.RepoClient;
import java.io.IOException;
import java.util.List;

/** {@code ds pull}: verifies what is new on the branch, then brings the files to it. */
public final class PullCommand {
  private static final Syntax SYNTAX = Syntax.of("pull [--skip-verify]").switches("--skip-verify");

  private PullCommand() {}

  public static void run(List<String> raw, Session session) throws IOException {
    Args args = SYNTAX.parse(raw);
    Workspace workspace = session.workspace();
    Config config = session.config(workspace);
    try (WorkspaceLock _ = workspace.lock()) {
      RepoClient repo = session.repo(config);
      Sync sync = new Sync(workspace, repo, session.console());
      State state = workspace.state();
      sync.requireClean(state);
      Target target = sync.target(config.branch());
      Verification.Result verified =
          args.has("--skip-verify")
              ? Verification.trust(repo, state, target)
              : Verification.of(repo, state, target);
      sync.to(
          state,
          target,
          synced ->
              verified.anchor().map(anchor -> synced.with(target.branch(), anchor)).orElse(synced));
      verified.notes().forEach(session.console()::line);
    }
  }
}
