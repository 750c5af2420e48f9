package dev.docstore.common.ciyaml;

import java.util.Optional;

/**
 * The rule for {@code checks[].image}: what may stand behind {@code FROM} without being anything
 * else.
 */
public final class ImageReference {
  private static final int MAX_LENGTH = 512;

  private ImageReference() {}

  /** What is wrong with the reference; whether such an image exists is the engine's business. */
  public static Optional<String> problem(String image) {
    if (image.isEmpty()) {
      return Optional.of("the check names no image; add e.g. image: alpine:3.22");
    }
    boolean valid =
        image.length() <= MAX_LENGTH
            && isAlphanumeric(image.charAt(0))
            && image.chars().allMatch(c -> isAlphanumeric(c) || "._-:/@".indexOf(c) >= 0);
    return valid
        ? Optional.empty()
        : Optional.of(
            "invalid image reference %s; write it like alpine:3.22 or registry.example/team/tool:1"
                .formatted(GoQuoted.text(image)));
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
