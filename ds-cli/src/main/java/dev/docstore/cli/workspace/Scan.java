package dev.docstore.cli.workspace;

import dev.docstore.cli.console.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The files of a workspace as they lie on disk, ignored untracked ones left out.
 *
 * @param files path to content and mode
 * @param refused what cannot be versioned: paths of links and special files with the reason
 */
public record Scan(SortedMap<String, Entry> files, SortedMap<String, String> refused) {
  static Scan of(Path root, SortedMap<String, Entry> tracked) throws IOException {
    Scan scan = new Scan(PathOrder.map(), PathOrder.map());
    new Walk(root, IgnoreRules.of(root), tracked, scan).directory(root, "", false);
    return scan;
  }

  /** Nothing, or the failure that names the first thing that cannot be versioned. */
  public void requireVersionable() {
    if (!refused.isEmpty()) {
      String path = refused.firstKey();
      throw Failure.of(
          "scanning directory: "
              + path
              + " "
              + refused.get(path)
              + "; remove it or name it in "
              + IgnoreRules.FILE);
    }
  }

  private record Walk(Path root, IgnoreRules rules, SortedMap<String, Entry> tracked, Scan scan) {
    void directory(Path directory, String prefix, boolean ignored) throws IOException {
      for (Path child : children(directory)) {
        String path = prefix + child.getFileName();
        if (!Layout.isOwn(path)) {
          visit(child, path, ignored);
        }
      }
    }

    private void visit(Path child, String path, boolean inIgnored) throws IOException {
      Optional<BasicFileAttributes> attributes = LocalFile.look(child);
      if (attributes.isEmpty()) {
        return;
      }
      boolean directory = attributes.get().isDirectory();
      boolean ignored = inIgnored || rules.ignores(path, directory);
      if (directory) {
        // Tracked files are never ignored, so a directory that holds some is still walked.
        if (!ignored || holdsTracked(path + "/")) {
          directory(child, path + "/", ignored);
        }
      } else if (!ignored || tracked.containsKey(path)) {
        file(child, path, attributes.get());
      }
    }

    private void file(Path child, String path, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        scan.refused.put(path, "is a symbolic link, which cannot be versioned");
      } else if (!attributes.isRegularFile()) {
        scan.refused.put(path, "is a special file, which cannot be versioned");
      } else if (!root.resolve(path).equals(child)) {
        scan.refused.put(path, "has a name that is not valid UTF-8");
      } else {
        scan.files.put(path, new Entry(LocalFile.hash(child), LocalFile.isExecutable(child)));
      }
    }

    private boolean holdsTracked(String prefix) {
      SortedMap<String, Entry> from = tracked.tailMap(prefix);
      return !from.isEmpty() && from.firstKey().startsWith(prefix);
    }

    private static List<Path> children(Path directory) throws IOException {
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(children::add);
      }
      return children;
    }
  }
}
