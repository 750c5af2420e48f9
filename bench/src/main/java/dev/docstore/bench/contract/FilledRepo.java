package dev.docstore.bench.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A repo whose {@code main} holds many small files; later changes give them other contents, but
 * their paths stay.
 */
public final class FilledRepo {
  /** As many files as one commit of the filling holds. */
  public static final int PER_COMMIT = 1000;

  private static final int PER_FOLDER = 100;

  private final String name;
  private final List<String> paths;

  private FilledRepo(String name, List<String> paths) {
    this.name = name;
    this.paths = paths;
  }

  /** Makes a repo and fills it, so many files per commit. */
  public static FilledRepo create(Target target, int files) throws IOException {
    FilledRepo repo =
        new FilledRepo(
            target.newRepo(), IntStream.range(0, files).mapToObj(FilledRepo::path).toList());
    try (RepoClient client = repo.client(target)) {
      for (int from = 0; from < files; from += PER_COMMIT) {
        client.send(client.commit("main", repo.changes(from, PER_COMMIT, "first")));
      }
    }
    return repo;
  }

  private static String path(int index) {
    return String.format(Locale.ROOT, "src/d%03d/file%06d.txt", index / PER_FOLDER, index);
  }

  /** In the order of a tree. */
  public List<String> paths() {
    return paths;
  }

  /** Another version for so many paths from there on; the last path is followed by the first. */
  public List<SmallFile> changes(int from, int count, String version) {
    List<SmallFile> changes = new ArrayList<>();
    for (int i = 0; i < Math.min(count, paths.size()); i++) {
      changes.add(new SmallFile(paths.get((from + i) % paths.size()), version));
    }
    return changes;
  }

  /** Another version for so many paths, spread evenly over the tree. */
  public List<SmallFile> spread(int count, String version) {
    int step = paths.size() / count;
    return IntStream.range(0, count)
        .mapToObj(i -> new SmallFile(paths.get(i * step), version))
        .toList();
  }

  public RepoClient client(Target target) {
    return target.client(name);
  }
}
