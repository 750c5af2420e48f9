package dev.docstore.server.review;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.json.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a check run may carry along: any JSON that the database holds and gives back unchanged. */
final class Metadata {
  /**
   * Digits of a number before or after its point. The database writes exponents out: a few bytes of
   * a request must not become many of every answer.
   */
  private static final int MAX_DIGITS = 1000;

  private Metadata() {}

  /**
   * As the database takes it; null for none.
   *
   * @throws DocStoreException 400
   */
  static @Nullable String text(@Nullable JsonNode metadata) {
    if (metadata == null) {
      return null;
    }
    requireBounded(metadata);
    return Json.MAPPER.writeValueAsString(metadata);
  }

  private static void requireBounded(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      if (Math.max(number.scale(), (long) number.precision() - number.scale()) > MAX_DIGITS) {
        throw DocStoreException.badRequest("metadata holds a number that is out of range");
      }
    }
    node.forEach(Metadata::requireBounded);
  }
}
