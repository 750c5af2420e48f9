package dev.docstore.cli.sync;

import dev.docstore.cli.console.Failure;
import dev.docstore.cli.workspace.Entry;
import dev.docstore.cli.workspace.LocalFile;
import dev.docstore.cli.workspace.State;
import dev.docstore.cli.workspace.Workspace;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries a plan out: first what goes, then what comes, each file in one step. */
public final class Apply {
  /** Something to do that may fail on the disk. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException;
  }

  private final Workspace workspace;
  private final State state;
  private final Plan plan;
  private final boolean force;
  private final List<Path> created = new ArrayList<>();

  Apply(Workspace workspace, State state, Plan plan, boolean force) {
    this.workspace = workspace;
    this.state = state;
    this.plan = plan;
    this.force = force;
  }

  void run() throws IOException {
    for (String path : plan.removals()) {
      Path file = workspace.root().resolve(path);
      requireUnchanged(path, file);
      Files.deleteIfExists(file);
    }
    for (Map.Entry<String, Entry> write : plan.writes().entrySet()) {
      write(write.getKey(), write.getValue());
    }
    for (Map.Entry<String, Entry> mode : plan.modes().entrySet()) {
      Path file = workspace.root().resolve(mode.getKey());
      LocalFile.setExecutable(file, mode.getValue().executable());
    }
  }

  private void write(String path, Entry entry) throws IOException {
    Path file = workspace.root().resolve(path);
    if (force) {
      clearAbove(path);
    }
    requireUnchanged(path, file);
    if (LocalFile.look(file).map(BasicFileAttributes::isDirectory).orElse(false)) {
      remove(file, force);
    }
    Files.createDirectories(file.getParent());
    // The same content may be wanted under several paths, so the staged file stays.
    Path copy = workspace.staging().resolve("next");
    Files.copy(
        Download.staged(workspace.staging(), entry.hash()),
        copy,
        StandardCopyOption.REPLACE_EXISTING);
    LocalFile.setExecutable(copy, entry.executable());
    boolean isNew = LocalFile.look(file).isEmpty();
    replace(copy, file);
    if (isNew) {
      created.add(file);
    }
  }

  /** Takes back the files that were not there before, with the directories that empties. */
  void undo() throws IOException {
    for (Path file : created) {
      Files.deleteIfExists(file);
      Path directory = file.getParent();
      while (directory != null && !directory.equals(workspace.root()) && isEmpty(directory)) {
        Files.delete(directory);
        directory = directory.getParent();
      }
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findAny().isEmpty();
    }
  }

  private static void replace(Path copy, Path file) throws IOException {
    try {
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // Another file system is mounted there: as close to one step as it gets.
      Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Somebody may have saved the file since the plan was drawn. */
  private void requireUnchanged(String path, Path file) throws IOException {
    Optional<Entry> local = LocalFile.read(file);
    if (force || local.isEmpty()) {
      return;
    }
    boolean recorded = local.get().equals(state.files().get(path));
    boolean arrived = local.get().hash().equals(state.incoming().get(path));
    if (!recorded && !arrived) {
      throw Failure.of(path + " changed during the sync and was left as it is; run it again");
    }
  }

  private void clearAbove(String path) throws IOException {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Path parent = workspace.root().resolve(path.substring(0, slash));
      if (!LocalFile.look(parent).map(BasicFileAttributes::isDirectory).orElse(true)) {
        Files.delete(parent);
      }
    }
  }

  /** Deletes a directory with all it holds; nothing when there is none. */
  public static void discard(Path directory) throws IOException {
    if (Files.exists(directory)) {
      remove(directory, true);
    }
  }

  private static void remove(Path directory, boolean withFiles) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!withFiles) {
              throw new IOException(file + " appeared during the sync and was left as it is");
            }
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error)
              throws IOException {
            if (error != null) {
              throw error;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
