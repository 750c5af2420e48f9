package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.Names;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Idempotency-Key} with what it was used for (page 00 B13, H11).
 *
 * @param route {@code commit}, {@code merge}, {@code rebase} or {@code check}
 * @param request digest of what is asked for
 */
public record RequestKey(String caller, String route, String key, ContentHash request) {
  private static final int MAX_LENGTH = 128;

  /**
   * The key of a request, or null when it has none.
   *
   * @param request a text that differs when the request does
   * @throws DocStoreException 400 for a key that is too long or not printable
   */
  public static @Nullable RequestKey of(
      String caller, String route, @Nullable String key, String request) {
    if (key == null || key.isEmpty()) {
      return null;
    }
    if (key.length() > MAX_LENGTH || Names.hasControlCharacter(key)) {
      throw DocStoreException.badRequest(
          "Idempotency-Key must be printable and at most " + MAX_LENGTH + " characters");
    }
    return new RequestKey(
        caller, route, key, ContentHash.of(request.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether the other request was sent under the same key. */
  boolean sameKey(RequestKey other) {
    return caller.equals(other.caller) && route.equals(other.route) && key.equals(other.key);
  }
}
