package dev.docstore.cli.sync;

import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.workspace.Changes;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.TreeEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Brings a workspace to a branch (spec 04 A4): everything is fetched and verified before the first
 * file changes, each file changes at once, and what is recorded nowhere is never lost.
 */
public final class Sync {
  /** How a sync changes what the workspace records beside the files. */
  @FunctionalInterface
  public interface Recording {
    State apply(State synced);
  }

  private static final String UNCOMMITTED = "uncommitted changes -- commit or discard first";

  private final Workspace workspace;
  private final RepoClient repo;
  private final Console console;

  public Sync(Workspace workspace, RepoClient repo, Console console) {
    this.workspace = workspace;
    this.repo = repo;
    this.console = console;
  }

  /** Fails when recorded files were changed and not committed. */
  public void requireClean(State state) throws IOException {
    var scan = workspace.scan(state);
    if (Changes.between(state.files(), scan).touchTracked(scan, state.incoming())) {
      throw Failure.of(UNCOMMITTED);
    }
  }

  /** The branch's head and the tree there. */
  public Target target(String branch) {
    Branch found = branch(branch);
    if (found.headSequence() == 0) {
      return Target.of(found, List.of());
    }
    List<TreeEntry> tree = Fetching.of("tree", () -> repo.tree(branch, found.headSequence()));
    return Target.of(found, tree);
  }

  private Branch branch(String name) {
    try {
      return Fetching.of("branches", () -> repo.branch(name));
    } catch (DocStoreException e) {
      if (e.code() == ErrorCode.BRANCH_NOT_FOUND) {
        throw Failure.of("branch '" + name + "' not found");
      }
      throw e;
    }
  }

  /** Syncs, keeping every local change that is recorded nowhere. */
  public State to(State state, Target target, Recording recording) throws IOException {
    return to(state, target, false, () -> {}, recording);
  }

  /**
   * Syncs.
   *
   * @param force whether files that differ are overwritten
   * @param beforeChanges runs when all is fetched and nothing has changed yet
   */
  public State to(
      State state, Target target, boolean force, Apply.Step beforeChanges, Recording recording)
      throws IOException {
    Plan plan = Plan.of(workspace.root(), state, target);
    if (!plan.writes().isEmpty()) {
      Collisions.refuse(workspace.staging(), target.files().keySet());
    }
    if (!force) {
      refuse(plan);
    }
    int archived = fetch(state, target, plan);
    beforeChanges.run();
    workspace.save(state.incoming(plan.incoming()));
    apply(new Apply(workspace, state, plan, force), state.files().isEmpty());
    State synced =
        recording.apply(state.synced(target.branch(), target.sequence(), target.files()));
    workspace.save(synced);
    Apply.discard(workspace.staging());
    console.line(summary(target, plan, archived));
    return synced;
  }

  /** A first sync that fails leaves nothing; a later one goes on where it ended. */
  private static void apply(Apply apply, boolean first) throws IOException {
    try {
      apply.run();
    } catch (IOException | RuntimeException e) {
      if (first) {
        apply.undo();
      }
      throw e;
    }
  }

  private void refuse(Plan plan) {
    if (!plan.obstacles().isEmpty()) {
      plan.obstacles().forEach(path -> console.line("  would be overwritten: " + path));
      throw Failure.of(UNCOMMITTED);
    }
  }

  private int fetch(State state, Target target, Plan plan) throws IOException {
    Map<String, String> contents = plan.contents();
    if (contents.isEmpty()) {
      return 0;
    }
    Download download = new Download(repo, target, workspace.staging());
    int archived = state.files().isEmpty() ? download.archive(contents.keySet()) : 0;
    download.files(contents);
    return archived;
  }

  private static String summary(Target target, Plan plan, int archived) {
    String counts =
        archived > 0
            ? "archive: " + archived + " files"
            : plan.writes().size() + " downloaded, " + plan.removals().size() + " removed";
    return "Synced branch '" + target.branch() + "' (" + counts + ")";
  }
}
