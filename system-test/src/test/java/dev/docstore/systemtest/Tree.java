package dev.docstore.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a folder holds, in a form that two folders can be compared by. */
final class Tree {
  private Tree() {}

  /** Path to SHA-256 and executable bit of every file outside {@code .ds/}. */
  static SortedMap<String, String> of(Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        Path relative = folder.relativize(path);
        if (!relative.startsWith(".ds")) {
          files.put(
              relative.toString(), sha256(path) + (Files.isExecutable(path) ? " executable" : ""));
        }
      }
    }
    return files;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
