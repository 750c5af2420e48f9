package dev.docstore.server.policy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which part of a repo (spec 02 §7.9).
 *
 * @param rules folder without trailing slash, {@code ""} for the root, to its owners in the order
 *     of its file; by folder
 */
record Owners(SortedMap<String, List<String>> rules) {
  /** Nobody owns anything. */
  static final Owners NONE = new Owners(Collections.emptySortedMap());

  private static final String NAME = "OWNERS";
  private static final int MAX_LINE_BYTES = 64 << 10;

  /** Those that files called OWNERS name; by path. */
  static Owners of(Map<String, byte[]> files) {
    SortedMap<String, List<String>> rules = new TreeMap<>();
    files.forEach(
        (path, content) -> {
          List<String> owners = parse(content);
          if (!owners.isEmpty()) {
            rules.put(folder(path), owners);
          }
        });
    return new Owners(Collections.unmodifiableSortedMap(rules));
  }

  private static String folder(String path) {
    return path.equals(NAME) ? "" : path.substring(0, path.length() - NAME.length() - 1);
  }

  private static List<String> parse(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .takeWhile(line -> line.getBytes(StandardCharsets.UTF_8).length <= MAX_LINE_BYTES)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** The owners of a path: those of the nearest folder that has any; null when none has. */
  @Nullable List<String> of(String path) {
    String folder = path;
    while (!folder.isEmpty()) {
      folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
      List<String> owners = rules.get(folder);
      if (owners != null) {
        return owners;
      }
    }
    return null;
  }
}
