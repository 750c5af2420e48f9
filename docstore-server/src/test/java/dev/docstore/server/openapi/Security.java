package dev.docstore.server.openapi;

import dev.docstore.common.json.Json;
import dev.docstore.server.access.Need;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Which credentials a route takes; {@code frame.json} explains each. */
final class Security {
  private static final List<String> OF_CALLERS =
      List.of("iap", "idToken", "session", "jobToken", "developer");

  private Security() {}

  /**
   * The alternatives.
   *
   * @param signed whether a signed URL is one of them
   */
  static ArrayNode of(Need need, boolean signed) {
    ArrayNode alternatives = Json.MAPPER.createArrayNode();
    List<String> schemes =
        switch (need) {
          case Need.Nothing _ -> List.of();
          case Need.OwnJob _ -> List.of("jobToken");
          case Need.OwnCredential _ -> List.of("requestToken", "jobToken");
          default -> OF_CALLERS;
        };
    schemes.forEach(scheme -> alternatives.addObject().putArray(scheme));
    if (signed) {
      alternatives.addObject().putArray("signedUrl");
    }
    return alternatives;
  }
}
