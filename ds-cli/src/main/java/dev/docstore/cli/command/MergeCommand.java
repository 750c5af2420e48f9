package dev.docstore.cli.command;

import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.ExitCode;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.sync.Sync;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.PathOrder;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.cli.workspace.WorkspaceLock;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.MergeResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** {@code ds merge}: merges the current branch into main and goes there. */
public final class MergeCommand {
  private MergeCommand() {}

  public static void run(List<String> raw, Session session) throws IOException {
    Workspace workspace = session.workspace();
    Config config = session.config(workspace);
    String branch = config.branch();
    if (branch.equals("main")) {
      throw Failure.of("cannot merge main into itself");
    }
    try (WorkspaceLock _ = workspace.lock()) {
      RepoClient repo = session.repo(config);
      Sync sync = new Sync(workspace, repo, session.console());
      State state = workspace.state();
      sync.requireClean(state);
      MergeResponse merged = merge(repo, branch, session.console());
      session.console().line("Merged '" + branch + "' into main at sequence " + merged.sequence());
      CheckoutCommand.switchTo(workspace, sync, state, sync.target("main"));
    }
  }

  private static MergeResponse merge(RepoClient repo, String branch, Console console) {
    try {
      return repo.merge(branch);
    } catch (DocStoreException e) {
      switch (e.details()) {
        case Details.Conflicts(List<Conflict> conflicts) -> {
          console.line("Merge conflicts:");
          print(conflicts, console);
          throw Failure.of("merge aborted due to conflicts", ExitCode.CONFLICTS);
        }
        case Details.Denials denials -> {
          console.line("Merge blocked by policy:");
          denials
              .policies()
              .forEach(policy -> console.line("  " + policy.name() + ": " + policy.reason()));
          throw Failure.of("merge blocked by policy", ExitCode.POLICY);
        }
        case Details.Problems problems -> throw e;
        case Details.None none -> throw e;
      }
    }
  }

  /** One line per conflict, by path. */
  static void print(List<Conflict> conflicts, Console console) {
    conflicts.stream()
        .sorted(Comparator.comparing(Conflict::path, PathOrder.BYTES))
        .forEach(
            conflict ->
                console.line(
                    "  "
                        + conflict.path()
                        + " (main: "
                        + conflict.mainVersionId()
                        + ", branch: "
                        + conflict.branchVersionId()
                        + ")"));
  }
}
