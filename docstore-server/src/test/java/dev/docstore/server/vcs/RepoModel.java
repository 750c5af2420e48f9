package dev.docstore.server.vcs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private int textMerges;
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

  /** How often two sides of one text were put together. */
  int textMerges() {
    return textMerges;
  }

  /** Main takes over the latest changes of the branch since its base, merged with its own. */
  void merge(long sequence, String branch) {
    Map<String, String> base = tree("main", base(branch));
    Map<String, String> main = tree("main", sequence - 1);
    Map<String, @Nullable String> merged = new TreeMap<>();
    since(branch, base(branch))
        .forEach(
            (path, content) ->
                merged.put(
                    path,
                    merged(base.get(path), main.get(path), content)
                        .orElseThrow(() -> new AssertionError(path + " is a conflict"))
                        .content()));
    commit(sequence, "main", merged);
  }

  /**
   * The branch's commits on its present base are written again, from that sequence on, each merged
   * with main; a conflict in between keeps main's side.
   */
  void rebase(String branch, long newBase, long firstReplay) {
    Map<String, String> base = tree("main", base(branch));
    Map<String, String> main = tree("main", newBase);
    List<Made> originals =
        commits.stream()
            .filter(c -> c.branch().equals(branch) && c.base() == base(branch))
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
          String path = change.path();
          Side mains = new Side(main.get(path));
          files.put(
              path,
              merged(base.get(path), mains.content(), change.content()).orElse(mains).content());
        }
      }
      commit(sequence++, branch, files);
    }
  }

  private record Side(@Nullable String content) {}

  /** Merges whole files, else their first and last lines; empty for a conflict. */
  private Optional<Side> merged(
      @Nullable String base, @Nullable String main, @Nullable String branch) {
    if (Objects.equals(main, branch) || Objects.equals(main, base)) {
      return Optional.of(new Side(branch));
    }
    if (Objects.equals(branch, base)) {
      return Optional.of(new Side(main));
    }
    if (base == null || main == null || branch == null) {
      return Optional.empty();
    }
    Optional<String> first = line(0, base, main, branch);
    Optional<String> last = line(3, base, main, branch);
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    textMerges++;
    return Optional.of(new Side(text(first.get(), last.get())));
  }

  private static Optional<String> line(int line, String base, String main, String branch) {
    String before = base.split("\n", -1)[line];
    String mains = main.split("\n", -1)[line];
    String branchs = branch.split("\n", -1)[line];
    if (mains.equals(branchs) || mains.equals(before)) {
      return Optional.of(branchs);
    }
    return branchs.equals(before) ? Optional.of(mains) : Optional.empty();
  }

  /** The texts that the model can merge: two lines that are too far apart to touch. */
  static String text(String first, String last) {
    return first + "\n-\n-\n" + last + "\n";
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
