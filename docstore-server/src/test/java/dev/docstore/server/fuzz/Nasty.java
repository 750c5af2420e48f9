package dev.docstore.server.fuzz;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tools.jackson.core.type.TypeReference;

/**
 * Values that have broken other servers: the short ones in {@code nasty.json}, the long ones here.
 */
final class Nasty {
  private static final Map<String, List<String>> SHORT = read();

  private static final List<String> TEXTS =
      with(
          "texts",
          "x".repeat(255),
          "x".repeat(256),
          "x".repeat(1025),
          "x".repeat(5000),
          "\u00fc".repeat(600),
          "a/".repeat(300),
          "../".repeat(100));

  private static final List<String> JSON =
      with(
          "json",
          "\"" + "x".repeat(256) + "\"",
          "\"" + "x".repeat(70_000) + "\"",
          "1".repeat(1100),
          "[".repeat(2000) + "]".repeat(2000),
          "[".repeat(600),
          "{\"a\":".repeat(1500) + "1" + "}".repeat(1500));

  private static final List<String> PATH_BITS = with("path_bits");
  private static final List<String> PARAMETERS = with("parameters");
  private static final List<String> HEADERS = with("headers");

  private static final List<String> HEADER_VALUES =
      with(
          "header_values",
          "bytes=" + "0-0,".repeat(500),
          "a".repeat(128),
          "a".repeat(129),
          "a".repeat(3000));

  private static final List<String> METHODS = with("methods", "LONG".repeat(50));

  private Nasty() {}

  private static Map<String, List<String>> read() {
    try (InputStream in =
        Objects.requireNonNull(Nasty.class.getResourceAsStream("nasty.json"), "nasty.json")) {
      return Json.MAPPER.readValue(in.readAllBytes(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> with(String name, String... more) {
    List<String> values = new ArrayList<>(Objects.requireNonNull(SHORT.get(name), name));
    values.addAll(List.of(more));
    return List.copyOf(values);
  }

  private static String pick(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** A JSON value, or what is taken for one. */
  static String json(Random random) {
    return pick(JSON, random);
  }

  /** A text, escaped so that it is one path segment or query value. */
  static String escaped(Random random) {
    return URLEncoder.encode(pick(TEXTS, random), StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Something to put into the middle of a raw path. */
  static String pathBit(Random random) {
    return pick(PATH_BITS, random);
  }

  /** The name of a query parameter. */
  static String parameter(Random random) {
    return pick(PARAMETERS, random);
  }

  /** The name of a header that changes how a request is read. */
  static String header(Random random) {
    return pick(HEADERS, random);
  }

  /** A header's value, without what would end the line. */
  static String headerValue(Random random) {
    return pick(HEADER_VALUES, random);
  }

  static String method(Random random) {
    return pick(METHODS, random);
  }
}
