package dev.docstore.common.json;

import java.util.Base64;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Standard base64 with padding; CR and LF inside are skipped, everything else out of place is an
 * error (01 §1.1).
 */
final class Base64Deserializer extends StdDeserializer<byte[]> {
  Base64Deserializer() {
    super(byte[].class);
  }

  @Override
  public byte[] deserialize(JsonParser in, DeserializationContext context) {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      return (byte[]) context.handleUnexpectedToken(byte[].class, in);
    }
    String text = in.getString();
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      text = text.replace("\n", "").replace("\r", "");
    }
    // The JDK's decoder forgives missing padding, the contract does not.
    if (text.length() % 4 != 0) {
      return (byte[]) context.handleWeirdStringValue(byte[].class, text, "base64 without padding");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return (byte[]) context.handleWeirdStringValue(byte[].class, text, "not base64");
    }
  }
}
