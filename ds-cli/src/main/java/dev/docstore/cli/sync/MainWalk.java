package dev.docstore.cli.sync;

import dev.docstore.cli.workspace.Anchor;
import dev.docstore.cli.workspace.Entry;
import dev.docstore.common.wire.ChainEntry;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows main's chain over what a rebased branch took from it. The first entry is taken as it is,
 * unless this workspace trusts main up to a later one, which must then match.
 */
final class MainWalk {
  private final String repo;
  private final long oldBase;
  private final long newBase;
  private final Optional<Anchor> known;
  private final SortedMap<String, Entry> changes = TreeCheck.changes();
  private @Nullable Links links;

  /**
   * @param known how far main is trusted
   */
  MainWalk(String repo, long oldBase, long newBase, Optional<Anchor> known) {
    this.repo = repo;
    this.oldBase = oldBase;
    this.newBase = newBase;
    this.known = known;
  }

  /** The next entry of the chain, of whatever branch. */
  void accept(ChainEntry entry) {
    if (!entry.branch().equals("main") || entry.sequence() > newBase) {
      return;
    }
    known
        .filter(anchor -> anchor.sequence() == entry.sequence() && !anchor.hasNoCommit())
        .ifPresent(anchor -> Integrity.requireSame(anchor, entry.commitHash()));
    Links walk = links;
    if (walk == null) {
      links = new Links(repo, Integrity.start(entry.commitHash()));
    } else {
      Integrity.requireMatch(walk.next(entry), entry);
    }
    if (entry.sequence() > oldBase) {
      TreeCheck.record(changes, entry.files());
    }
  }

  /** What main changed between the two bases: path to its last content. */
  SortedMap<String, Entry> changes() {
    return changes;
  }
}
