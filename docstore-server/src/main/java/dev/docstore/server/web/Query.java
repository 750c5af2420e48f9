package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's query values as the contract reads them (spec 01 §1.5): an empty value counts as
 * absent, of a repeated parameter the first counts, one with an unescaped {@code ;} or a broken
 * escape is dropped.
 */
public final class Query {
  /** The default of every {@code limit}. */
  public static final int DEFAULT_LIMIT = 100;

  private static final Pattern UUID_SHAPE =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a raw query string; null means none.
   *
   * @throws DocStoreException 400 when a value is not UTF-8 or holds a NUL
   */
  public static Query parse(@Nullable String rawQuery) {
    Map<String, String> values = new LinkedHashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&", -1)) {
        if (!pair.isEmpty() && pair.indexOf(';') < 0) {
          put(values, pair);
        }
      }
    }
    return new Query(values);
  }

  private static void put(Map<String, String> values, String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    if (!CanonicalPath.hasSoundEscapes(name) || !CanonicalPath.hasSoundEscapes(value)) {
      return;
    }
    Optional<String> decoded = CanonicalPath.decode(value.replace("+", "%20"));
    if (decoded.isEmpty()) {
      throw DocStoreException.badRequest("query values must be UTF-8 without NUL");
    }
    values.putIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), decoded.get());
  }

  /** Every value that is not empty, in the form that servlets give theirs. */
  Map<String, String[]> parameters() {
    Map<String, String[]> parameters = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            parameters.put(name, new String[] {value});
          }
        });
    return parameters;
  }

  /** A text value. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** A text value that must be there. */
  public String required(String name) {
    return text(name)
        .orElseThrow(() -> DocStoreException.badRequest(name + " parameter is required"));
  }

  /** Whether the value is exactly {@code true}. */
  public boolean isTrue(String name) {
    return "true".equals(values.get(name));
  }

  /** An int64 with optional sign; 400 with that message otherwise. */
  public OptionalLong number(String name, String message) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong value = integer(text.get());
    if (value.isEmpty()) {
      throw DocStoreException.badRequest(message);
    }
    return value;
  }

  /**
   * {@code limit}: at least 1, by default {@link #DEFAULT_LIMIT}, never more than the maximum given
   * here.
   */
  public int limit(int maximum) {
    OptionalLong value = number("limit", "invalid 'limit' parameter");
    if (value.isPresent() && value.getAsLong() < 1) {
      throw DocStoreException.badRequest("invalid 'limit' parameter");
    }
    return (int) Math.min(value.orElse(DEFAULT_LIMIT), maximum);
  }

  /**
   * {@code limit} of a list that older clients read in one go: as many as asked for, and up to the
   * maximum when the request does not say (page 00 A7).
   */
  public int limitOrAll(int maximum) {
    return text("limit").isPresent() ? limit(maximum) : maximum;
  }

  /**
   * {@code after} of a list whose entries have ids; 400 {@code invalid 'after' parameter} for what
   * is no id.
   */
  public Optional<UUID> afterId() {
    return text("after")
        .map(
            text ->
                uuid(text)
                    .orElseThrow(() -> DocStoreException.badRequest("invalid 'after' parameter")));
  }

  /** A comma-separated list, trimmed, empties dropped. */
  public List<String> list(String name) {
    List<String> items = new ArrayList<>();
    for (String item : text(name).orElse("").split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  /** A decimal int64 with optional sign and leading zeros, as paths and queries write them. */
  public static OptionalLong integer(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && !(i == 0 && (c == '-' || c == '+') && text.length() > 1)) {
        return OptionalLong.empty();
      }
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** An id in its canonical spelling of 36 characters; empty for any other text. */
  public static Optional<UUID> uuid(String text) {
    return UUID_SHAPE.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}
