package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.FilePath;
import dev.docstore.server.vcs.Change.NewDocument;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How somebody wants conflicts to end, by path (page 00 B12). */
record Resolutions(Map<String, Choice> byPath) {
  static final Resolutions NONE = new Resolutions(Map.of());

  /** What becomes of one path. */
  sealed interface Choice {
    record Main() implements Choice {}

    record Branch() implements Choice {}

    record Deletion() implements Choice {}

    /** New bytes; a mode of null is the one that both sides make together. */
    record Content(NewDocument document, @Nullable Boolean executable) implements Choice {}
  }

  /** The end of that conflict; empty when nothing was said of it. */
  Optional<Change> of(Clash clash) {
    return Optional.ofNullable(byPath.get(clash.path())).map(choice -> change(choice, clash));
  }

  private static Change change(Choice choice, Clash clash) {
    return switch (choice) {
      case Choice.Main _ -> clash.main().asChange();
      case Choice.Branch _ -> clash.branch().asChange();
      case Choice.Deletion _ -> new Change.Delete(new FilePath(clash.path()));
      case Choice.Content(NewDocument document, Boolean executable) ->
          clash.write(document, executable == null ? clash.executable() : executable);
    };
  }

  /**
   * Refuses resolutions of paths that are not in conflict: whoever sent them saw another state.
   *
   * @throws DocStoreException 400 naming the first
   */
  void requireConflicts(Set<String> inConflict) {
    Set<String> others = new TreeSet<>(byPath.keySet());
    others.removeAll(inConflict);
    if (!others.isEmpty()) {
      throw DocStoreException.badRequest(
          "path is not in conflict: " + others.iterator().next() + "; leave its resolution out");
    }
  }

  /** A text that differs when the resolutions do; empty for none. */
  String text() {
    StringBuilder text = new StringBuilder();
    byPath.forEach(
        (path, choice) ->
            text.append('\n')
                .append(path)
                .append('\n')
                .append(
                    choice instanceof Choice.Content(NewDocument document, Boolean executable)
                        ? document.hash() + " " + executable
                        : choice));
    return text.toString();
  }
}
