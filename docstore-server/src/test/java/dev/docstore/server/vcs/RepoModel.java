package dev.docstore.server.vcs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The visible state of spec 01 §7.2 (with page 00 B10), as plainly as it can be written: a list of
 * changes, searched from the start for every question. The store is compared with it.
 */
final class RepoModel {
  /**
   * A file change.
   *
   * @param content null for a deletion
   */
  record FileChange(long sequence, String branch, String path, @Nullable String content) {}

  private record Made(long sequence, String branch, long base) {}

  private final List<FileChange> changes = new ArrayList<>();
  private final List<Made> commits = new ArrayList<>();
  private final Map<String, Long> bases = new HashMap<>(Map.of("main", 0L));

  /**
   * Per branch, since when its older changes no longer count: the first replay of its last rebase.
   */
  private final Map<String, List<Long>> rebasedAt = new HashMap<>();

  void fork(String branch, long base) {
    bases.put(branch, base);
  }

  long base(String branch) {
    return bases.getOrDefault(branch, 0L);
  }

  void commit(long sequence, String branch, Map<String, @Nullable String> files) {
    commits.add(new Made(sequence, branch, base(branch)));
    files.forEach((path, content) -> changes.add(new FileChange(sequence, branch, path, content)));
  }

  /** Main takes over the latest changes of the branch since its base. */
  void merge(long sequence, String branch) {
    commit(sequence, "main", since(branch, base(branch)));
  }

  /** The branch's commits above its base are written again, from that sequence on. */
  void rebase(String branch, long newBase, long firstReplay) {
    List<Made> originals =
        commits.stream()
            .filter(c -> c.branch().equals(branch) && c.sequence() > base(branch))
            .sorted(Comparator.comparingLong(Made::sequence))
            .toList();
    bases.put(branch, newBase);
    if (!originals.isEmpty()) {
      rebasedAt.computeIfAbsent(branch, _ -> new ArrayList<>()).add(firstReplay);
    }
    long sequence = firstReplay;
    for (Made original : originals) {
      Map<String, @Nullable String> files = new TreeMap<>();
      for (FileChange change : List.copyOf(changes)) {
        if (change.sequence() == original.sequence()) {
          files.put(change.path(), change.content());
        }
      }
      commit(sequence++, branch, files);
    }
  }

  /** Latest change per path after a sequence. */
  Map<String, @Nullable String> since(String branch, long after) {
    Map<String, @Nullable String> latest = new TreeMap<>();
    changes.stream()
        .filter(c -> c.branch().equals(branch) && c.sequence() > after)
        .sorted(Comparator.comparingLong(FileChange::sequence))
        .forEach(c -> latest.put(c.path(), c.content()));
    return latest;
  }

  /** Path to content of the branch at that sequence. */
  Map<String, String> tree(String branch, long at) {
    Map<String, FileChange> kept = new TreeMap<>();
    if (!branch.equals("main")) {
      keepLatest(kept, "main", Math.min(baseAt(branch, at), at), 0);
    }
    // A change of the branch hides main's, whichever is later.
    Map<String, FileChange> own = new TreeMap<>();
    keepLatest(own, branch, at, lastRebase(branch, at));
    kept.putAll(own);
    Map<String, String> tree = new TreeMap<>();
    kept.forEach(
        (path, change) -> {
          if (change.content() != null) {
            tree.put(path, change.content());
          }
        });
    return tree;
  }

  private void keepLatest(Map<String, FileChange> kept, String branch, long at, long from) {
    for (FileChange change : changes) {
      if (change.branch().equals(branch) && change.sequence() <= at && change.sequence() >= from) {
        FileChange other = kept.get(change.path());
        if (other == null || other.sequence() < change.sequence()) {
          kept.put(change.path(), change);
        }
      }
    }
  }

  private long lastRebase(String branch, long at) {
    return rebasedAt.getOrDefault(branch, List.of()).stream()
        .filter(sequence -> sequence <= at)
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  private long baseAt(String branch, long at) {
    List<Made> own = commits.stream().filter(c -> c.branch().equals(branch)).toList();
    long head = own.stream().mapToLong(Made::sequence).max().orElse(base(branch));
    if (at >= Math.max(head, base(branch))) {
      return base(branch);
    }
    Optional<Made> last =
        own.stream().filter(c -> c.sequence() <= at).max(Comparator.comparingLong(Made::sequence));
    return last.or(() -> own.stream().min(Comparator.comparingLong(Made::sequence)))
        .map(Made::base)
        .orElse(base(branch));
  }
}
