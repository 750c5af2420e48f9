package dev.docstore.cli.workspace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Where a workspace keeps its own files, and which paths those are (spec 04 A11.1). */
public enum Layout {
  /** {@code .ds/}: every new workspace. */
  DS(".ds"),
  /** {@code .docstore/}: workspaces of older clients, whose other content is versioned. */
  DOCSTORE(".docstore");

  static final String CONFIG = "config.json";
  static final String STATE = "state.json";
  static final String LOCK = "ds.lock";
  static final String STAGING = ".ds-tmp";

  static final String TEMPORARY = ".tmp";

  private static final Set<String> OWN =
      Set.of(CONFIG, STATE, CONFIG + TEMPORARY, STATE + TEMPORARY, LOCK, STAGING);

  private final String directory;

  Layout(String directory) {
    this.directory = directory;
  }

  /** The layout found in a directory; {@code .ds} wins. */
  static Layout of(Path root) {
    boolean older =
        !Files.exists(root.resolve(DS.directory).resolve(CONFIG))
            && Files.exists(root.resolve(DOCSTORE.directory).resolve(CONFIG));
    return older ? DOCSTORE : DS;
  }

  Path in(Path root) {
    return root.resolve(directory);
  }

  /**
   * Whether a path belongs to some client's workspace: never versioned, never written by a sync.
   * Compared without case, because some file systems do.
   */
  public static boolean isOwn(String path) {
    String[] segments = path.toLowerCase(Locale.ROOT).split("/", 3);
    if (segments[0].equals(DS.directory)) {
      return true;
    }
    return segments.length > 1
        && segments[0].equals(DOCSTORE.directory)
        && OWN.contains(segments[1]);
  }
}
