package dev.docstore.server.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.json.Json;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema of the wire records: members as the mapper writes them, presence from {@code
 * JsonInclude} and {@code Nullable}, meaning from the Javadoc. Where that is nothing but a choice
 * of words, as in "{@code open}, {@code closed} or {@code merged}", they are the only values.
 */
final class Schemas {
  /** Which way a record travels: what may be absent differs. */
  enum Use {
    REQUEST,
    RESPONSE
  }

  private static final String WORD = "`([a-z0-9_]*)`";
  private static final Pattern CHOICE =
      Pattern.compile(WORD + "(?:(?:, (?:or )?| or )" + WORD + ")+(?:[,;] .*)?");

  private static final Map<Class<?>, String> PLAIN =
      Map.of(
          String.class, "{\"type\":\"string\"}",
          boolean.class, "{\"type\":\"boolean\"}",
          long.class, "{\"type\":\"integer\",\"format\":\"int64\"}",
          Long.class, "{\"type\":\"integer\",\"format\":\"int64\"}",
          int.class, "{\"type\":\"integer\",\"format\":\"int32\"}",
          Integer.class, "{\"type\":\"integer\",\"format\":\"int32\"}",
          Short.class, "{\"type\":\"integer\",\"format\":\"int32\"}",
          Boolean.class, "{\"type\":\"boolean\"}",
          Instant.class, "{\"type\":\"string\",\"format\":\"date-time\"}",
          byte[].class, "{\"type\":\"string\",\"contentEncoding\":\"base64\"}");

  private final SourceDocs docs;
  private final ObjectNode examples;
  private final Map<String, ObjectNode> components = new TreeMap<>();
  private final Map<String, Owner> owners = new HashMap<>();

  /** Whose name a component bears. */
  private record Owner(Class<?> record, Use use) {}

  Schemas(SourceDocs docs, ObjectNode examples) {
    this.docs = docs;
    this.examples = examples;
  }

  /** The components that were referred to so far, by name. */
  Map<String, ObjectNode> components() {
    return components;
  }

  /** The schema of a type, which refers to components for records. */
  ObjectNode of(Type type, Use use) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic.getRawType(), generic.getActualTypeArguments(), use);
    }
    Class<?> plain = (Class<?>) type;
    String known = PLAIN.get(plain);
    if (known != null) {
      return (ObjectNode) Json.MAPPER.readTree(known);
    }
    if (plain.isEnum()) {
      return choice(Arrays.stream(plain.getEnumConstants()).map(Schemas::wireName).toList());
    }
    if (plain.isRecord()) {
      return ref(component(plain, use, Set.of()));
    }
    return Json.MAPPER.createObjectNode();
  }

  /** A record as a request's body, some members of which the code asks for. */
  ObjectNode body(Class<?> record, Set<String> required) {
    return record.isRecord()
        ? ref(component(record, Use.REQUEST, required))
        : of(record, Use.REQUEST);
  }

  private ObjectNode generic(Type raw, Type[] arguments, Use use) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    if (raw == List.class) {
      schema.put("type", "array");
      schema.set("items", of(arguments[0], use));
    } else if (raw == Map.class) {
      schema.put("type", "object");
      schema.set("additionalProperties", of(arguments[1], use));
    }
    return schema;
  }

  private ObjectNode of(AnnotatedType type, Use use) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    if (type instanceof AnnotatedParameterizedType generic
        && generic.getType() instanceof ParameterizedType of
        && of.getRawType() == List.class) {
      schema.put("type", "array");
      schema.set("items", of(generic.getAnnotatedActualTypeArguments()[0], use));
      return schema;
    }
    return of(type instanceof AnnotatedArrayType array ? array.getType() : type.getType(), use);
  }

  private String component(Class<?> record, Use use, Set<String> required) {
    String name = name(record);
    Owner owner = new Owner(record, use);
    if (owner.equals(owners.put(name, owner)) && required.isEmpty()) {
      return name;
    }
    ObjectNode schema = Json.MAPPER.createObjectNode();
    docs.of(record).ifPresent(text -> schema.put("description", text));
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode present = Json.MAPPER.createArrayNode();
    for (RecordComponent member : record.getRecordComponents()) {
      String wire = wireName(member);
      properties.set(wire, member(record, member, use));
      if (required.contains(wire) || isPresent(member, use)) {
        present.add(wire);
      }
    }
    if (!present.isEmpty()) {
      schema.set("required", present);
    }
    Optional.ofNullable(examples.get(name)).ifPresent(e -> schema.putArray("examples").add(e));
    ObjectNode same = components.put(name, schema);
    if (same != null && !same.equals(schema)) {
      throw new IllegalStateException(
          record + " and another type would both be called " + name + " in openapi.json");
    }
    return name;
  }

  private ObjectNode member(Class<?> record, RecordComponent member, Use use) {
    AnnotatedType type = member.getAnnotatedType();
    ObjectNode schema = of(type, use);
    String text = docs.of(record, member.getName()).orElse("");
    if (member.getType() == String.class && CHOICE.matcher(text).matches()) {
      schema = choice(words(text));
    }
    if (isNullable(type) && (use == Use.REQUEST || isPresent(member, use))) {
      schema = orNull(schema);
    }
    if (!text.isEmpty()) {
      schema.put("description", text);
    }
    return schema;
  }

  private static List<String> words(String text) {
    Matcher word = Pattern.compile(WORD).matcher(text);
    return word.results().map(found -> found.group(1)).toList();
  }

  private static ObjectNode choice(List<String> values) {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "string");
    ArrayNode choice = schema.putArray("enum");
    values.forEach(choice::add);
    return schema;
  }

  private static ObjectNode orNull(ObjectNode schema) {
    JsonNode type = schema.get("type");
    if (type == null) {
      return schema.has("$ref") ? either(schema) : schema;
    }
    schema.putArray("type").add(type).add("null");
    if (schema.get("enum") instanceof ArrayNode values) {
      values.addNull();
    }
    return schema;
  }

  private static ObjectNode either(ObjectNode schema) {
    ObjectNode either = Json.MAPPER.createObjectNode();
    either.putArray("anyOf").add(schema).addObject().put("type", "null");
    return either;
  }

  /** Whether every answer has the member, or every request must. */
  private static boolean isPresent(RecordComponent member, Use use) {
    if (use == Use.REQUEST) {
      JsonProperty named = annotation(member, JsonProperty.class);
      return (named != null && named.required())
          || (!member.getType().isPrimitive() && !isNullable(member.getAnnotatedType()));
    }
    JsonInclude own = annotation(member, JsonInclude.class);
    JsonInclude include =
        own == null ? member.getDeclaringRecord().getAnnotation(JsonInclude.class) : own;
    return include == null
        || include.value() == JsonInclude.Include.ALWAYS
        || (include.value() == JsonInclude.Include.NON_NULL
            && !isNullable(member.getAnnotatedType()));
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static String wireName(RecordComponent member) {
    JsonProperty named = annotation(member, JsonProperty.class);
    return named != null && !named.value().isEmpty()
        ? named.value()
        : member.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static String wireName(Object constant) {
    return Json.MAPPER.readTree(Json.write(constant)).asString();
  }

  private static <A extends Annotation> @Nullable A annotation(
      RecordComponent member, Class<A> type) {
    return member.getAccessor().getAnnotation(type);
  }

  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer != null && outer.isRecord()
        ? outer.getSimpleName() + type.getSimpleName()
        : type.getSimpleName();
  }

  private static ObjectNode ref(String component) {
    return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + component);
  }
}
