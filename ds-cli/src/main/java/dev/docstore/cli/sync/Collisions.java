package dev.docstore.cli.sync;

import dev.docstore.cli.console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds paths that the local file system would take for one file (spec 04 A11.5). */
final class Collisions {
  private Collisions() {}

  /** Fails, before anything is written, when two of the paths would be the same file here. */
  static void refuse(Path staging, Collection<String> paths) throws IOException {
    if (distinguishesCase(staging)) {
      return;
    }
    twins(paths)
        .ifPresent(
            twins -> {
              throw Failure.of(twins + " are the same file on this file system");
            });
  }

  /** The first two paths that differ in case or Unicode form only. */
  static Optional<String> twins(Collection<String> paths) {
    Map<String, String> seen = new HashMap<>();
    for (String path : paths) {
      String folded = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      String other = seen.putIfAbsent(folded, path);
      if (other != null) {
        return Optional.of(other + " and " + path);
      }
    }
    return Optional.empty();
  }

  private static boolean distinguishesCase(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path probe = Files.createTempFile(directory, "ds", ".probe");
    try {
      String upper = String.valueOf(probe.getFileName()).toUpperCase(Locale.ROOT);
      return !Files.exists(probe.resolveSibling(upper));
    } finally {
      Files.delete(probe);
    }
  }
}
