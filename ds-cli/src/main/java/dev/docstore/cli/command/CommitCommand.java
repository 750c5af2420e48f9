package dev.docstore.cli.command;

import dev.docstore.cli.console.Args;
import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.ExitCode;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Syntax;
import dev.docstore.cli.sync.Sync;
import dev.docstore.cli.sync.Target;
import dev.docstore.cli.workspace.Anchor;
import dev.docstore.cli.workspace.Changes;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.Entry;
import dev.docstore.cli.workspace.PathOrder;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.cli.workspace.WorkspaceLock;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.CommitFile;
import dev.docstore.common.wire.CommitResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code ds commit -m}: sends every local change as one commit of the current branch. */
public final class CommitCommand {
  private static final Syntax SYNTAX = Syntax.of("commit -m \"message\"").options("-m");

  private CommitCommand() {}

  public static void run(List<String> raw, Session session) throws IOException {
    Args args = SYNTAX.parse(raw);
    String message = SYNTAX.requiredOption(args, "-m");
    Workspace workspace = session.workspace();
    try (WorkspaceLock _ = workspace.lock()) {
      LocalChanges local = LocalChanges.of(workspace);
      if (local.changes().none()) {
        session.console().line("nothing to commit");
        return;
      }
      new Commit(session, workspace, session.config(workspace), local).send(message);
    }
  }

  private record Commit(Session session, Workspace workspace, Config config, LocalChanges local) {
    void send(String message) throws IOException {
      State state = local.state();
      if (!state.branch().equals(config.branch())) {
        throw Failure.of(
            "the checkout of '" + config.branch() + "' did not end; run 'ds pull' to finish it");
      }
      RepoClient repo = session.repo(config);
      SortedSet<String> paths = paths(local.changes());
      if (state.filesAt() != state.sequence()) {
        requireUntouchedSince(repo, state, paths);
      }
      SortedMap<String, Entry> recorded = PathOrder.map();
      recorded.putAll(local.scan().files());
      List<CommitFile> files = read(paths, recorded);
      CommitResponse answer = post(repo, state, files, message);
      workspace.save(after(state, recorded, answer));
      session
          .console()
          .line("Committed sequence " + answer.sequence() + " (" + files.size() + " files)");
    }

    private CommitResponse post(
        RepoClient repo, State state, List<CommitFile> files, String message) {
      String tag = repo.branchTag(config.branch(), state.sequence());
      try {
        return repo.commit(config.branch(), files, message, config.author(), tag);
      } catch (DocStoreException e) {
        if (e.status() == 412) {
          throw Failure.of(
              "branch '" + config.branch() + "' has moved since your last pull; run 'ds pull'");
        }
        throw e;
      }
    }

    /** Reads once: what is sent is what is recorded, also when somebody is still typing. */
    private List<CommitFile> read(SortedSet<String> paths, SortedMap<String, Entry> recorded)
        throws IOException {
      List<CommitFile> files = new ArrayList<>();
      for (String path : paths) {
        Optional<String> problem = Names.pathProblem(path);
        if (problem.isPresent()) {
          throw Failure.of("cannot commit " + path + ": " + problem.get());
        }
        Entry entry = recorded.get(path);
        if (entry == null) {
          files.add(new CommitFile(path, null, null, null));
        } else {
          byte[] content = Files.readAllBytes(workspace.root().resolve(path));
          recorded.put(path, new Entry(ContentHash.of(content).hex(), entry.executable()));
          files.add(
              new CommitFile(
                  path,
                  content,
                  ContentTypes.of(path, content).orElse(null),
                  entry.executable() ? "100755" : null));
        }
      }
      return files;
    }

    private State after(State state, SortedMap<String, Entry> files, CommitResponse answer) {
      long sequence = answer.sequence();
      boolean current = state.filesAt() == state.sequence();
      State committed =
          new State(
              config.branch(),
              sequence,
              current ? sequence : state.filesAt(),
              files,
              state.anchors(),
              state.incoming());
      String hash = answer.commitHash();
      if (hash == null || hash.isEmpty()) {
        console()
            .line(
                "warning: server did not return commit_hash, chain verification may be incomplete");
        return committed;
      }
      Long base = state.anchor(config.branch()).map(Anchor::base).orElse(null);
      return committed.with(config.branch(), new Anchor(sequence, hash, base));
    }

    /**
     * After {@code checkout -b} from an old workspace the branch begins with newer versions than
     * the files here: a path that both sides changed must not silently take ours.
     */
    private void requireUntouchedSince(RepoClient repo, State state, SortedSet<String> paths) {
      Target target = new Sync(workspace, repo, console()).target(config.branch());
      List<String> both =
          paths.stream()
              .filter(path -> !Objects.equals(state.files().get(path), target.files().get(path)))
              .toList();
      if (!both.isEmpty()) {
        both.forEach(path -> console().line("  changed on both sides: " + path));
        throw Failure.of(
            "these files changed on main after your last pull; set your versions aside, run 'ds"
                + " pull' and apply them again",
            ExitCode.CONFLICTS);
      }
    }

    private Console console() {
      return session.console();
    }

    private static SortedSet<String> paths(Changes changes) {
      SortedSet<String> paths = new TreeSet<>(PathOrder.BYTES);
      paths.addAll(changes.added());
      paths.addAll(changes.modified());
      paths.addAll(changes.deleted());
      return paths;
    }
  }
}
