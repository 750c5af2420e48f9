package dev.docstore.common.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * The one JSON mapper: members in declaration order, snake case, strict types, timestamps as the
 * contract writes them.
 */
public final class Json {
  /**
   * Safe for concurrent use. Record components become snake-case members; unknown members are
   * ignored; a number is never read as text nor text as a number; {@code null} for a primitive is
   * its zero.
   */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new NothingRequired())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .addModule(
              new SimpleModule("docstore")
                  .addSerializer(new Timestamps.Serializer())
                  .addDeserializer(byte[].class, new Base64Deserializer()))
          .build();

  /** As {@link #MAPPER}, for JSON that is kept as it is: no digit of a number is lost. */
  public static final ObjectReader EXACT =
      MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Json() {}

  /**
   * Who reads a body says which member is missing, in the words of the contract; that a member is
   * marked as required is for {@code openapi.json}.
   */
  private static final class NothingRequired extends JacksonAnnotationIntrospector {
    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return null;
    }
  }

  /**
   * Compact JSON with {@code < > &} and the two line separators escaped, without a trailing
   * newline.
   */
  public static String write(Object value) {
    return escapeHtml(MAPPER.writeValueAsString(value));
  }

  /** As {@link #write}, in UTF-8 with a trailing newline: what most JSON answers look like. */
  public static byte[] line(Object value) {
    return (write(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a document that one of our own services wrote; throws Jackson's unchecked exceptions. */
  public static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /**
   * Replaces the five characters in already serialised JSON. They can only stand inside strings
   * there, so no parsing is needed.
   */
  public static String escapeHtml(String json) {
    int first = firstEscape(json);
    if (first < 0) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length() + 32).append(json, 0, first);
    for (int i = first; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '<' -> out.append("\\u003c");
        case '>' -> out.append("\\u003e");
        case '&' -> out.append("\\u0026");
        case '\u2028' -> out.append("\\u2028");
        case '\u2029' -> out.append("\\u2029");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static int firstEscape(String json) {
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        return i;
      }
    }
    return -1;
  }
}
