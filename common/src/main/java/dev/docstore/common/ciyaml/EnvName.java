package dev.docstore.common.ciyaml;

import java.util.Optional;

/** The rule for names of environment variables in {@code checks[].env}. */
final class EnvName {
  private static final String RESERVED = "DOCSTORE_";

  private EnvName() {}

  static Optional<String> problem(String name) {
    if (!isName(name)) {
      return Optional.of("variable \"%s\" must match ^[A-Za-z_][A-Za-z0-9_]*$".formatted(name));
    }
    return name.startsWith(RESERVED)
        ? Optional.of(
            "variable \"%s\" must not use reserved prefix \"%s\"".formatted(name, RESERVED))
        : Optional.empty();
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars()
        .allMatch(
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_');
  }
}
