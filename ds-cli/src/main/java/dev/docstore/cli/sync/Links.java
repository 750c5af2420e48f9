package dev.docstore.cli.sync;

import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.ChainEntry;
import java.util.List;

/** Walks one branch's chain and recomputes each link (spec 01 §13). */
public final class Links {
  /** What recomputing one entry showed. */
  public sealed interface Step {
    /** The stored hash is the computed one. */
    record Matches() implements Step {}

    /** The commit is older than the chain and has no hash; the next one starts from genesis. */
    record WithoutHash() implements Step {}

    /** Somebody changed something. */
    record Differs(String computed, String stored) implements Step {}
  }

  private final String repo;
  private ContentHash previous;

  public Links(String repo, ContentHash previous) {
    this.repo = repo;
    this.previous = previous;
  }

  /** The next entry of the branch. After a difference the walk goes on from the stored hash. */
  public Step next(ChainEntry entry) {
    String stored = entry.commitHash();
    if (stored == null) {
      previous = CommitHash.GENESIS;
      return new Step.WithoutHash();
    }
    ContentHash computed = computed(entry);
    if (computed.hex().equals(stored)) {
      previous = computed;
      return new Step.Matches();
    }
    previous = trusted(stored, computed);
    return new Step.Differs(computed.hex(), stored);
  }

  private ContentHash computed(ChainEntry entry) {
    List<CommitHash.File> files =
        entry.files().stream()
            .map(
                file ->
                    new CommitHash.File(
                        file.path(), file.contentHash(), "100755".equals(file.mode())))
            .toList();
    CommitHash.Header header =
        new CommitHash.Header(
            entry.sequence(),
            repo,
            entry.branch(),
            entry.author(),
            entry.message(),
            entry.createdAt());
    return CommitHash.of(previous, header, files);
  }

  private static ContentHash trusted(String stored, ContentHash computed) {
    try {
      return new ContentHash(stored);
    } catch (IllegalArgumentException e) {
      return computed;
    }
  }
}
