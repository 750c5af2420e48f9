package dev.docstore.cli.workspace;

import dev.docstore.common.chain.CommitHash;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a workspace recorded at its last sync or commit; {@code state.json} is {@link StateFile}.
 *
 * @param branch the branch of that sync
 * @param sequence the branch's head then
 * @param filesAt the sequence whose tree {@code files} is; older than {@code sequence} after {@code
 *     checkout -b} from an old workspace
 * @param files path to content and mode
 * @param anchors per branch, how far its chain is trusted
 * @param incoming what a sync that has not ended is writing: path to content hash, {@code ""} for a
 *     removal
 */
public record State(
    String branch,
    long sequence,
    long filesAt,
    SortedMap<String, Entry> files,
    Map<String, Anchor> anchors,
    Map<String, String> incoming) {
  /** Of a workspace that was never synced. */
  public static State empty() {
    return new State("main", 0, 0, PathOrder.map(), Map.of(), Map.of());
  }

  public Optional<Anchor> anchor(String name) {
    return Optional.ofNullable(anchors.get(name));
  }

  /** The hash older clients trust for {@code sequence}; {@code ""} when there is none. */
  String commitHash() {
    return anchor(branch)
        .filter(anchor -> anchor.sequence() == sequence)
        .map(Anchor::commitHash)
        .filter(hash -> !hash.equals(CommitHash.GENESIS.hex()))
        .orElse("");
  }

  public State with(String name, Anchor anchor) {
    Map<String, Anchor> all = new TreeMap<>(PathOrder.BYTES);
    all.putAll(anchors);
    all.put(name, anchor);
    return new State(branch, sequence, filesAt, files, all, incoming);
  }

  /** At the tree of a branch. */
  public State synced(String name, long at, SortedMap<String, Entry> tree) {
    return new State(name, at, at, tree, anchors, Map.of());
  }

  /** On another branch with the same files. */
  public State moved(String name, long at) {
    return new State(name, at, filesAt, files, anchors, incoming);
  }

  public State incoming(Map<String, String> paths) {
    return new State(branch, sequence, filesAt, files, anchors, paths);
  }
}
