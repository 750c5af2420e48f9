package dev.docstore.cli.sync;

import dev.docstore.cli.workspace.Anchor;
import dev.docstore.cli.workspace.Entry;
import dev.docstore.cli.workspace.Layout;
import dev.docstore.cli.workspace.PathOrder;
import dev.docstore.cli.workspace.State;
import dev.docstore.common.wire.ChainFile;
import java.util.List;
import java.util.SortedMap;

/**
 * Compares the tree a server offers with what the verified commits made of the recorded one.
 *
 * @param state what was recorded
 * @param target what the server offers
 */
record TreeCheck(State state, Target target) {
  /** Path to content; an empty hash is a deletion. */
  static SortedMap<String, Entry> changes() {
    return PathOrder.map();
  }

  static void record(SortedMap<String, Entry> changes, List<ChainFile> files) {
    for (ChainFile file : files) {
      if (!Layout.isOwn(file.path())) {
        changes.put(file.path(), new Entry(file.contentHash(), "100755".equals(file.mode())));
      }
    }
  }

  /**
   * Where the recorded files are the tree at the anchor, they and the changes give the whole tree;
   * otherwise the changed paths at least must be as the chain says.
   */
  void require(Anchor anchor, SortedMap<String, Entry> mains, SortedMap<String, Entry> own) {
    SortedMap<String, Entry> expected = changes();
    boolean whole = isTreeAt(anchor);
    if (whole) {
      expected.putAll(state.files());
      expected.putAll(mains);
    }
    expected.putAll(own);
    expected.forEach(this::require);
    if (whole) {
      target.files().keySet().stream()
          .filter(path -> !expected.containsKey(path))
          .findFirst()
          .ifPresent(this::unexplained);
    }
  }

  private boolean isTreeAt(Anchor anchor) {
    return anchor.base() != null
        && state.branch().equals(target.branch())
        && state.sequence() == anchor.sequence()
        && state.filesAt() == anchor.sequence();
  }

  private void require(String path, Entry expected) {
    Entry offered = target.files().get(path);
    boolean same = expected.hash().isEmpty() ? offered == null : expected.equals(offered);
    if (!same) {
      unexplained(path);
    }
  }

  private void unexplained(String path) {
    throw Integrity.broken(target.sequence(), "the tree's " + path + " is not what the chain says");
  }
}
