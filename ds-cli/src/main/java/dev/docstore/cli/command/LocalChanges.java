package dev.docstore.cli.command;

import dev.docstore.cli.console.Failure;
import dev.docstore.cli.console.Problem;
import dev.docstore.cli.workspace.Changes;
import dev.docstore.cli.workspace.Scan;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import java.io.IOException;

/**
 * A look at a workspace whose every change could be committed.
 *
 * @param state what was recorded
 * @param scan what lies on disk
 * @param changes between the two
 */
record LocalChanges(State state, Scan scan, Changes changes) {
  /** Fails with {@code scanning directory: …} for what cannot be read or versioned. */
  static LocalChanges of(Workspace workspace) throws IOException {
    State state = workspace.state();
    Scan scan;
    try {
      scan = workspace.scan(state);
    } catch (IOException e) {
      throw Failure.of("scanning directory: " + Problem.of(e));
    }
    scan.requireVersionable();
    return new LocalChanges(state, scan, Changes.between(state.files(), scan));
  }
}
