package dev.docstore.server.policy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.vcs.MainFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that rule merges (spec 02 §7.1, page 00 D1, D2).
 *
 * @param policies each a policy of its own, by path
 * @param library what all policies may use, by path
 * @param fingerprint of both; {@link Fingerprint#NOTHING} when there are none
 */
record PolicyFiles(List<MainFile> policies, List<MainFile> library, ContentHash fingerprint) {
  /** Where policies lie. */
  static final String FOLDER = ".docstore/policy/";

  private static final String LIBRARY = FOLDER + "lib/";

  /** Those among files under {@link #FOLDER}, by path. Tests of policies are none. */
  static PolicyFiles among(List<MainFile> files) {
    List<MainFile> sources =
        files.stream()
            .filter(file -> file.path().endsWith(".rego") && !file.path().endsWith("_test.rego"))
            .toList();
    return new PolicyFiles(
        sources.stream().filter(file -> !file.path().startsWith(LIBRARY)).toList(),
        sources.stream().filter(file -> file.path().startsWith(LIBRARY)).toList(),
        Fingerprint.of(sources));
  }

  boolean areNone() {
    return policies.isEmpty() && library.isEmpty();
  }

  List<MainFile> all() {
    return Stream.concat(policies.stream(), library.stream()).toList();
  }
}
