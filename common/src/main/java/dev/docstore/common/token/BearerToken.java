package dev.docstore.common.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The credential of an {@code Authorization} header (spec 03 §0). */
public final class BearerToken {
  private static final String PREFIX = "Bearer ";

  private BearerToken() {}

  /** What follows the exact, case-sensitive prefix {@code Bearer }; nothing when that is empty. */
  public static Optional<String> of(@Nullable String header) {
    return header != null && header.startsWith(PREFIX) && header.length() > PREFIX.length()
        ? Optional.of(header.substring(PREFIX.length()))
        : Optional.empty();
  }
}
