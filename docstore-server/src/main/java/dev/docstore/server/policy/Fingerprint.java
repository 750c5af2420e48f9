package dev.docstore.server.policy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.vcs.MainFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Tells sets of files apart by their paths and contents. */
final class Fingerprint {
  /** Of no files at all. */
  static final ContentHash NOTHING = of(List.of());

  private Fingerprint() {}

  /** Of files by path. A path cannot hold a line break. */
  static ContentHash of(List<MainFile> files) {
    return hash(
        files.stream()
            .map(file -> file.hash().hex() + " " + file.path() + "\n")
            .collect(Collectors.joining()));
  }

  /** Of two sets that are not one. */
  static ContentHash of(ContentHash first, ContentHash second) {
    return hash(first.hex() + " " + second.hex());
  }

  private static ContentHash hash(String text) {
    return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
