package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Apply;
import dev.docstore.cli.sync.Sync;
import dev.docstore.cli.sync.Target;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.cli.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** {@code ds init}: makes the current directory a workspace, or synchronises the one it is. */
public final class InitCommand {
  private static final Syntax SYNTAX =
      Syntax.of("init [<remote-url>] [--author <name>]")
          .options("--author", "--repo")
          .switches("--force");

  private InitCommand() {}

  /** Leaves nothing behind when it fails. */
  public static void run(List<String> raw, Session session) throws IOException {
    Args args = SYNTAX.parse(raw);
    Workspace workspace = session.directory();
    Config asked = asked(args, session);
    boolean again = workspace.exists();
    Config config = again ? again(workspace.config(), asked, args) : asked;
    boolean bare = !Files.exists(workspace.metadata());
    Files.createDirectories(workspace.metadata());
    State state;
    try (WorkspaceLock _ = workspace.lock()) {
      state = sync(workspace, config, session, args.has("--force"));
    } catch (IOException | RuntimeException e) {
      if (bare) {
        Apply.discard(workspace.metadata());
      }
      throw e;
    }
    session
        .console()
        .line(
            "Initialized docstore workspace ("
                + state.files().size()
                + " files, sequence "
                + state.sequence()
                + ")");
    session.console().line("Remote: " + config.remote());
    session.console().line("Author: " + config.author());
  }

  private static State sync(Workspace workspace, Config config, Session session, boolean force)
      throws IOException {
    Sync sync = new Sync(workspace, session.repo(config), session.console());
    State state = workspace.state();
    if (!force) {
      sync.requireClean(state);
    }
    Target target = sync.target(config.branch());
    return sync.to(state, target, force, () -> workspace.save(config), synced -> synced);
  }

  private static Config again(Config existing, Config asked, Args args) {
    boolean sameRemote = existing.remote().equals(asked.remote());
    if (!sameRemote || !existing.repo().equals(asked.repo())) {
      throw Failure.of(
          "this directory is already a workspace of "
              + existing.repo()
              + " at "
              + existing.remote());
    }
    return args.option("--author").map(existing::by).orElse(existing);
  }

  private static Config asked(Args args, Session session) {
    Optional<String> given = args.positional(0).or(session.environment()::remote);
    String url =
        given
            .or(() -> session.directory().configIfReadable().map(InitCommand::url))
            .or(session.environment()::defaultRemote)
            .orElseThrow(InitCommand::noRemote);
    RemoteUrl remote = RemoteUrl.parse(url);
    Session.httpUri(remote.server());
    String repo =
        args.option("--repo")
            .or(remote::repo)
            .or(session.environment()::repo)
            .orElse("default/default");
    String author = args.option("--author").orElse(session.environment().user());
    return new Config(remote.server(), repo, "main", author);
  }

  /** Without an argument, {@code init} in a workspace means that workspace. */
  private static String url(Config config) {
    return config.remote() + "/repos/" + config.repo();
  }

  private static Failure noRemote() {
    return Failure.usage(
        "usage: ds " + SYNTAX.form(), "error: no remote URL provided and no default compiled in");
  }
}
