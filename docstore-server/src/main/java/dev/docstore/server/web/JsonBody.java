package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.json.Json;
import dev.docstore.server.web.FoldedJson.InvalidBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A request's JSON body that is not read yet: what a controller takes as an argument where the
 * contract wants something else answered first.
 */
public final class JsonBody {
  /** Longest JSON request body; larger files travel as multipart. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private final InputStream in;

  JsonBody(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the body.
   *
   * @throws DocStoreException 400 {@code invalid request body}, 413
   */
  public <T> T as(Class<T> type) throws IOException {
    return type.cast(read(in, type));
  }

  /**
   * Reads a body that may be left out: empty when there is nothing but white space.
   *
   * @throws DocStoreException 400 {@code invalid request body}, 413
   */
  public <T> Optional<T> ifAny(Class<T> type) throws IOException {
    byte[] body = readBounded(in);
    return new String(body, StandardCharsets.UTF_8).isBlank()
        ? Optional.empty()
        : Optional.of(parse(body, type));
  }

  /** A member that must be there and not be empty; 400 {@code … is required} otherwise. */
  public static String required(String member, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw DocStoreException.badRequest(member + " is required");
    }
    return value;
  }

  static Object read(InputStream in, Type type) throws IOException {
    return parse(readBounded(in), type);
  }

  /**
   * Reads a JSON value as request bodies are read.
   *
   * @throws DocStoreException 400 {@code invalid request body}
   */
  public static <T> T parse(byte[] body, Class<T> type) {
    return type.cast(parse(body, (Type) type));
  }

  private static Object parse(byte[] body, Type type) {
    try {
      JsonNode tree = FoldedJson.read(new String(body, StandardCharsets.UTF_8));
      return Json.MAPPER.treeToValue(tree, Json.MAPPER.constructType(type));
    } catch (JacksonException | InvalidBodyException | NumberFormatException e) {
      // The last comes of numbers with exponents that no decimal can have.
      throw DocStoreException.badRequest("invalid request body");
    }
  }

  private static byte[] readBounded(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new DocStoreException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "request body is longer than " + MAX_BYTES + " bytes; send large files as multipart");
    }
    return body;
  }
}
