package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Sync;
import dev.docstore.cli.sync.Target;
import dev.docstore.cli.workspace.Anchor;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.cli.workspace.WorkspaceLock;
import dev.docstore.common.wire.BranchCreated;
import java.io.IOException;
import java.util.List;

/** {@code ds checkout}: goes to another branch, or with {@code -b} to a new one. */
public final class CheckoutCommand {
  private static final Syntax EXISTING = Syntax.of("checkout [-b] <branch> [--draft]");
  private static final Syntax NEW =
      Syntax.of("checkout -b <branch> [--draft]").switches("-b", "--draft");

  private CheckoutCommand() {}

  public static void run(List<String> raw, Session session) throws IOException {
    if (!raw.isEmpty() && raw.getFirst().equals("-b")) {
      Args args = NEW.parse(raw);
      create(NEW.required(args, 0), args.has("--draft"), session);
    } else {
      to(EXISTING.required(EXISTING.parse(raw), 0), session);
    }
  }

  private static void to(String branch, Session session) throws IOException {
    Workspace workspace = session.workspace();
    Config config = session.config(workspace);
    try (WorkspaceLock _ = workspace.lock()) {
      Sync sync = new Sync(workspace, session.repo(config), session.console());
      State state = workspace.state();
      sync.requireClean(state);
      switchTo(workspace, sync, state, sync.target(branch));
    }
  }

  /** Brings files and configuration to a branch. */
  static void switchTo(Workspace workspace, Sync sync, State state, Target target)
      throws IOException {
    Config config = workspace.config().onBranch(target.branch());
    sync.to(state, target, false, () -> workspace.save(config), synced -> synced);
  }

  private static void create(String branch, boolean draft, Session session) throws IOException {
    Workspace workspace = session.workspace();
    Config config = session.config(workspace);
    Console console = session.console();
    try (WorkspaceLock _ = workspace.lock()) {
      State before = workspace.state();
      BranchCreated created = session.repo(config).createBranch(branch, draft);
      long base = created.baseSequence();
      workspace.save(before.moved(branch, base).with(branch, Anchor.fresh(base)));
      workspace.save(workspace.config().onBranch(branch));
      console.line(
          "Switched to new "
              + (draft ? "draft branch '" : "branch '")
              + branch
              + "' (base sequence "
              + base
              + ")");
      if (before.filesAt() != base) {
        console.line(
            "note: your files are those of sequence "
                + before.filesAt()
                + "; run 'ds pull' to bring them to "
                + base);
      }
    }
  }
}
