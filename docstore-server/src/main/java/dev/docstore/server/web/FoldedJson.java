package dev.docstore.server.web;

import dev.docstore.common.json.Json;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the first JSON value of a body with member names folded to lower case, so that of {@code
 * branch} and {@code Branch} the last in the text wins, and with unpaired surrogates replaced (spec
 * 01 §1.1). A body of {@code null} is an empty object. Members that hold raw JSON keep theirs as it
 * is.
 */
final class FoldedJson {
  private static final Set<String> RAW_MEMBERS = Set.of("metadata", "config");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FoldedJson() {}

  static JsonNode read(String body) {
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new InvalidBodyException();
      }
      return first == JsonToken.VALUE_NULL ? NODES.objectNode() : value(parser, true);
    }
  }

  private static JsonNode value(JsonParser parser, boolean fold) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, fold);
      case START_ARRAY -> array(parser, fold);
      case VALUE_STRING -> NODES.stringNode(text(parser.getString()));
      case null -> throw new InvalidBodyException();
      default -> fold ? Json.MAPPER.readTree(parser) : Json.EXACT.readTree(parser);
    };
  }

  private static ObjectNode object(JsonParser parser, boolean fold) {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String written = text(parser.currentName());
      String name = fold ? written.toLowerCase(Locale.ROOT) : written;
      parser.nextToken();
      object.set(name, value(parser, fold && !RAW_MEMBERS.contains(name)));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, boolean fold) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, fold));
    }
    return array;
  }

  /** U+FFFD for half a surrogate pair; a NUL, which no column can hold, is refused. */
  private static String text(@Nullable String text) {
    if (text == null || text.indexOf('\0') >= 0) {
      throw new InvalidBodyException();
    }
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        repaired = repaired == null ? new StringBuilder(text) : repaired;
        repaired.setCharAt(i, '\ufffd');
      }
    }
    return repaired == null ? text : repaired.toString();
  }

  /** A body that is no JSON value, or one that holds what no text may hold. */
  static final class InvalidBodyException extends RuntimeException {}
}
