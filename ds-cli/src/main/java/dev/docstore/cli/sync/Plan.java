package dev.docstore.cli.sync;

import dev.docstore.cli.console.Failure;
import dev.docstore.cli.workspace.Entry;
import dev.docstore.cli.workspace.LocalFile;
import dev.docstore.cli.workspace.PathOrder;
import dev.docstore.cli.workspace.SafePath;
import dev.docstore.cli.workspace.State;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a sync will do, worked out before it does anything.
 *
 * @param writes files to replace or create
 * @param modes files whose content is right and whose executable bit is not
 * @param removals recorded files that the target does not have
 * @param obstacles paths whose local content is recorded nowhere and would be lost
 */
record Plan(
    SortedMap<String, Entry> writes,
    SortedMap<String, Entry> modes,
    SortedSet<String> removals,
    SortedSet<String> obstacles) {
  static Plan of(Path root, State state, Target target) throws IOException {
    target
        .files()
        .keySet()
        .forEach(
            path ->
                SafePath.problem(root, path)
                    .ifPresent(
                        problem -> {
                          throw Failure.of("refusing to write " + path + ": " + problem);
                        }));
    Plan plan =
        new Plan(
            PathOrder.map(),
            PathOrder.map(),
            new TreeSet<>(PathOrder.BYTES),
            new TreeSet<>(PathOrder.BYTES));
    new Drawing(root, state, target, plan).draw();
    return plan;
  }

  /** The contents to fetch: hash to one path that has it. */
  Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    writes.forEach((path, entry) -> contents.putIfAbsent(entry.hash(), path));
    return contents;
  }

  /** The plan as a sync records it while it is at work. */
  Map<String, String> incoming() {
    Map<String, String> incoming = new TreeMap<>(PathOrder.BYTES);
    writes.forEach((path, entry) -> incoming.put(path, entry.hash()));
    modes.forEach((path, entry) -> incoming.put(path, entry.hash()));
    removals.forEach(path -> incoming.put(path, ""));
    return incoming;
  }

  private record Drawing(Path root, State state, Target target, Plan plan) {
    void draw() throws IOException {
      for (String path : state.files().keySet()) {
        if (!target.files().containsKey(path)) {
          remove(path);
        }
      }
      for (Map.Entry<String, Entry> wanted : target.files().entrySet()) {
        // An equal record was compared with the disk by the check for uncommitted changes.
        if (!wanted.getValue().equals(state.files().get(wanted.getKey()))) {
          write(wanted.getKey(), wanted.getValue());
        }
      }
    }

    private void remove(String path) throws IOException {
      Optional<Entry> local = LocalFile.read(root.resolve(path));
      if (local.isPresent()) {
        plan.removals.add(path);
        if (!local.equals(Optional.ofNullable(state.files().get(path)))) {
          plan.obstacles.add(path);
        }
      }
    }

    private void write(String path, Entry wanted) throws IOException {
      Optional<String> above = blockedAbove(path);
      if (above.isPresent()) {
        plan.writes.put(path, wanted);
        if (!plan.removals.contains(above.get())) {
          plan.obstacles.add(above.get());
        }
        return;
      }
      Path file = root.resolve(path);
      Optional<BasicFileAttributes> there = LocalFile.look(file);
      Optional<Entry> local = LocalFile.read(file);
      if (local.isPresent() && local.get().hash().equals(wanted.hash())) {
        if (local.get().executable() != wanted.executable()) {
          plan.modes.put(path, wanted);
        }
        return;
      }
      plan.writes.put(path, wanted);
      if (there.isEmpty()) {
        return;
      }
      if (there.get().isDirectory()) {
        plan.obstacles.addAll(unrecordedBelow(file));
      } else if (local.isEmpty() || !isRecorded(path, local.get())) {
        plan.obstacles.add(path);
      }
    }

    private boolean isRecorded(String path, Entry local) {
      return local.equals(state.files().get(path))
          || local.hash().equals(state.incoming().get(path));
    }

    /** The first directory of a path that is something else here: a file or a link. */
    private Optional<String> blockedAbove(String path) throws IOException {
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        String parent = path.substring(0, slash);
        Optional<BasicFileAttributes> there = LocalFile.look(root.resolve(parent));
        if (there.isEmpty()) {
          return Optional.empty();
        }
        if (!there.get().isDirectory()) {
          return Optional.of(parent);
        }
      }
      return Optional.empty();
    }

    private List<String> unrecordedBelow(Path directory) throws IOException {
      List<String> found = new ArrayList<>();
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String path = root.relativize(file).toString().replace('\\', '/');
              if (!plan.removals.contains(path)) {
                found.add(path);
              }
              return FileVisitResult.CONTINUE;
            }
          });
      return found;
    }
  }
}
