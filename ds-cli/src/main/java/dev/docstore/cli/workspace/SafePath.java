package dev.docstore.cli.workspace;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Which paths of a server may become files here (page 00 F2). */
public final class SafePath {
  private static final int MAX_SEGMENT_BYTES = 255;

  private SafePath() {}

  /** What is wrong with a path as the name of a file inside the workspace, or nothing. */
  public static Optional<String> problem(Path root, String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.of("it does not stay inside the workspace");
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
        return Optional.of("a name in it is too long for this file system");
      }
    }
    try {
      Path file = root.resolve(path);
      boolean inside = file.startsWith(root) && file.normalize().equals(file);
      boolean sameSegments = root.relativize(file).getNameCount() == path.split("/", -1).length;
      return inside && sameSegments
          ? Optional.empty()
          : Optional.of("it does not stay inside the workspace");
    } catch (InvalidPathException e) {
      return Optional.of("this system cannot hold such a name");
    }
  }
}
