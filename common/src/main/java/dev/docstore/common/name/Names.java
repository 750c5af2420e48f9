package dev.docstore.common.name;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The rules for names that somebody wants to create (spec 01 §1.4). Each method answers what is
 * wrong with a name, or nothing. Names that are merely looked up need no check: what breaks the
 * rules does not exist.
 */
public final class Names {
  /** Longest org, repo, branch, release, identity or check name, in UTF-8 bytes. */
  public static final int MAX_NAME_BYTES = 255;

  /** Longest file path, in UTF-8 bytes: it has to fit into an index entry. */
  public static final int MAX_PATH_BYTES = 1024;

  /**
   * Suffixes that address something below a branch (spec 01 §1.3), so that no branch may end in
   * one.
   */
  private static final String[] BRANCH_SUFFIXES = {
    "auto-merge", "status", "agent-context", "reviews", "checks", "comments"
  };

  private Names() {}

  /** An organisation: one segment. */
  public static Optional<String> orgProblem(String name) {
    if (name.isEmpty()) {
      return Optional.of("name is required");
    }
    if (name.contains("/")) {
      return Optional.of("org name may not contain '/'");
    }
    return segmentsProblem("org name", name, MAX_NAME_BYTES, true);
  }

  /** A repository, by its full name {@code org/name}, where the name may have several segments. */
  public static Optional<String> repoProblem(String fullName) {
    return segmentsProblem("repo name", fullName, MAX_NAME_BYTES, true);
  }

  /** A branch other than {@code main}. */
  public static Optional<String> branchProblem(String name) {
    if (name.isEmpty()) {
      return Optional.of("name is required");
    }
    if (name.equals("main")) {
      return Optional.of("cannot create branch named 'main'");
    }
    for (String suffix : BRANCH_SUFFIXES) {
      if (name.endsWith("/" + suffix)) {
        return Optional.of("branch name may not end in '/" + suffix + "'");
      }
    }
    return segmentsProblem("branch name", name, MAX_NAME_BYTES, false);
  }

  /** A file path: segments divided by {@code /}, none of them empty, {@code .} or {@code ..}. */
  public static Optional<String> pathProblem(String path) {
    if (path.isEmpty()) {
      return Optional.of("file path is required");
    }
    if (path.endsWith("/history")) {
      return Optional.of("file path may not end in '/history'");
    }
    return segmentsProblem("file path", path, MAX_PATH_BYTES, false);
  }

  /** A release or any other free name of several segments. */
  public static Optional<String> plainProblem(String what, String name) {
    return name.isEmpty()
        ? Optional.of(what + " is required")
        : segmentsProblem(what, name, MAX_NAME_BYTES, false);
  }

  /** A text that is stored as it is, an identity for example: no control characters, bounded. */
  public static Optional<String> textProblem(String what, String text) {
    if (hasControlCharacter(text)) {
      return Optional.of(what + " may not contain control characters");
    }
    return lengthProblem(what, text, MAX_NAME_BYTES);
  }

  /** Whether the text holds U+0000–U+001F, U+007F, or half a surrogate pair. */
  public static boolean hasControlCharacter(String text) {
    return text.codePoints()
        .anyMatch(
            c ->
                c < 0x20
                    || c == 0x7f
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private static Optional<String> segmentsProblem(
      String what, String name, int maxBytes, boolean dashReserved) {
    if (hasControlCharacter(name)) {
      return Optional.of(what + " may not contain control characters");
    }
    if (name.startsWith("/") || name.endsWith("/")) {
      return Optional.of(what + " may not begin or end with '/'");
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.of(what + " may not contain an empty, '.' or '..' segment");
      }
      if (dashReserved && segment.equals("-")) {
        return Optional.of(what + " may not contain the segment '-'");
      }
    }
    return lengthProblem(what, name, maxBytes);
  }

  private static Optional<String> lengthProblem(String what, String text, int maxBytes) {
    return text.getBytes(StandardCharsets.UTF_8).length > maxBytes
        ? Optional.of(what + " is longer than " + maxBytes + " bytes")
        : Optional.empty();
  }
}
