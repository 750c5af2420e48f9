package dev.docstore.cli.sync;

import dev.docstore.cli.workspace.Anchor;
import dev.docstore.cli.workspace.Entry;
import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.wire.ChainEntry;
import java.util.SortedMap;
import java.util.function.LongConsumer;

/** Follows the synced branch's own chain from its anchor to its head. */
final class OwnWalk {
  private final String repo;
  private final Target target;
  private final Anchor anchor;
  private final LongConsumer withoutHash;
  private final SortedMap<String, Entry> changes = TreeCheck.changes();
  private Links links;
  private Anchor reached;
  private boolean anchorSeen;

  /**
   * @param withoutHash told the sequence of every commit that is older than the chain
   */
  OwnWalk(String repo, Target target, Anchor anchor, LongConsumer withoutHash) {
    this.repo = repo;
    this.target = target;
    this.anchor = anchor;
    this.withoutHash = withoutHash;
    this.anchorSeen = anchor.hasNoCommit();
    this.reached = anchor;
    this.links = new Links(repo, Integrity.start(anchor.commitHash()));
  }

  /** The next entry of the chain; those of other branches are none of its business. */
  void accept(ChainEntry entry) {
    if (!entry.branch().equals(target.branch()) || entry.sequence() < anchor.sequence()) {
      return;
    }
    if (anchorSeen) {
      acceptLink(entry);
    } else {
      anchorSeen = true;
      acceptAnchor(entry);
    }
  }

  private void acceptAnchor(ChainEntry entry) {
    if (entry.sequence() != anchor.sequence()) {
      Integrity.requireSame(anchor, null);
    } else if (entry.commitHash() == null) {
      withoutHash.accept(entry.sequence());
      links = new Links(repo, CommitHash.GENESIS);
    } else {
      Integrity.requireSame(anchor, entry.commitHash());
    }
  }

  private void acceptLink(ChainEntry entry) {
    Links.Step step = links.next(entry);
    if (step instanceof Links.Step.WithoutHash) {
      withoutHash.accept(entry.sequence());
    } else {
      Integrity.requireMatch(step, entry);
    }
    String stored = entry.commitHash();
    String hash = stored == null ? CommitHash.GENESIS.hex() : stored;
    reached = new Anchor(entry.sequence(), hash, target.base());
    TreeCheck.record(changes, entry.files());
  }

  /** The new anchor, or the failure that says where the chain ends too early. */
  Anchor end() {
    if (!anchorSeen) {
      Integrity.requireSame(anchor, null);
    }
    // A rebase that replays nothing moves the head to main's, where no own commit is.
    if (reached.sequence() != target.sequence() && target.base() != target.sequence()) {
      throw Integrity.broken(
          target.sequence(), "the chain of " + target.branch() + " ends at " + reached.sequence());
    }
    return new Anchor(target.sequence(), reached.commitHash(), target.base());
  }

  /** What the verified commits changed: path to its last content. */
  SortedMap<String, Entry> changes() {
    return changes;
  }
}
