package dev.docstore.common.http;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * A request body in memory, read up to a limit, and the two ways in which the CI services take JSON
 * from it (spec 03 §0).
 */
public record RequestBody(byte[] bytes) {
  /** Largest body that the scheduler takes. */
  public static final int MAX_BYTES = 1 << 20;

  /** Reads everything; a longer body is a 413, a broken connection a 400. */
  public static RequestBody read(InputStream in, int maxBytes) {
    RequestBody body = cut(in, maxBytes + 1);
    if (body.bytes.length > maxBytes) {
      throw new TextError(413, "request body is larger than " + maxBytes + " bytes");
    }
    return body;
  }

  /** Reads so much and drops the rest. */
  public static RequestBody cut(InputStream in, int maxBytes) {
    try {
      return new RequestBody(in.readNBytes(maxBytes));
    } catch (IOException e) {
      throw new TextError(400, "failed to read body", e);
    }
  }

  /** The first JSON value, whatever follows it; {@code null} is {@code {}}. */
  public <T> T first(Class<T> type, String refusal) {
    return parse(Json.MAPPER.reader(), type, refusal);
  }

  /** The body as one JSON value, nothing after it; {@code null} is {@code {}}. */
  public <T> T whole(Class<T> type, String refusal) {
    return parse(
        Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS), type, refusal);
  }

  private <T> T parse(ObjectReader reader, Class<T> type, String refusal) {
    try {
      @Nullable T value = reader.forType(type).readValue(bytes);
      return value == null ? Json.read("{}", type) : value;
    } catch (JacksonException e) {
      throw new TextError(400, refusal, e);
    }
  }
}
