package dev.docstore.cli.sync;

import dev.docstore.cli.workspace.Entry;
import dev.docstore.cli.workspace.Layout;
import dev.docstore.cli.workspace.PathOrder;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.TreeEntry;
import java.util.List;
import java.util.SortedMap;

/**
 * What a sync brings the workspace to: the tree of a branch at one sequence.
 *
 * @param sequence the branch's head
 * @param base the branch's fork point
 * @param files path to content and mode, without what belongs to a client's own files
 */
public record Target(String branch, long sequence, long base, SortedMap<String, Entry> files) {
  private static final String EXECUTABLE = "100755";

  static Target of(Branch branch, List<TreeEntry> tree) {
    SortedMap<String, Entry> files = PathOrder.map();
    for (TreeEntry entry : tree) {
      if (!Layout.isOwn(entry.path())) {
        files.put(entry.path(), new Entry(entry.contentHash(), EXECUTABLE.equals(entry.mode())));
      }
    }
    return new Target(branch.name(), branch.headSequence(), branch.baseSequence(), files);
  }
}
