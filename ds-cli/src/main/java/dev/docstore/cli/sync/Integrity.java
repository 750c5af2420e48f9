package dev.docstore.cli.sync;

import dev.docstore.cli.console.Failure;
import dev.docstore.cli.workspace.Anchor;
import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.ChainEntry;
import org.jspecify.annotations.Nullable;

/** The one failure of a chain that does not hold, and what leads to it. */
final class Integrity {
  private Integrity() {}

  static Failure broken(long sequence, String why) {
    return Failure.of("chain integrity error at sequence " + sequence + ": " + why);
  }

  /** The anchor's commit must still have the hash that was trusted. */
  static void requireSame(Anchor anchor, @Nullable String onServer) {
    if (!anchor.commitHash().equals(onServer)) {
      throw broken(
          anchor.sequence(),
          "anchor hash changed (stored "
              + anchor.commitHash()
              + ", server "
              + (onServer == null ? "none" : onServer)
              + ")");
    }
  }

  static void requireMatch(Links.Step step, ChainEntry entry) {
    if (step instanceof Links.Step.Differs(String computed, String stored)) {
      throw broken(entry.sequence(), "expected " + computed + " got " + stored);
    }
  }

  /** A stored hash as the start of a walk; what is no hash at all can only fail to match. */
  static ContentHash start(@Nullable String stored) {
    if (stored == null) {
      return CommitHash.GENESIS;
    }
    try {
      return new ContentHash(stored);
    } catch (IllegalArgumentException e) {
      return CommitHash.GENESIS;
    }
  }
}
