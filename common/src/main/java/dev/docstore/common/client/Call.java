package dev.docstore.common.client;

import dev.docstore.common.http.UrlEscape;
import dev.docstore.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One call of the API before it knows its server: what, with which query, headers and body. */
final class Call {
  private final String method;
  private final String path;
  private final SortedMap<String, String> query = new TreeMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte @Nullable [] body;

  private Call(String method, String path) {
    this.method = method;
    this.path = path;
  }

  static Call get(String path) {
    return new Call("GET", path);
  }

  static Call delete(String path) {
    return new Call("DELETE", path);
  }

  static Call post(String path, Object body) {
    return new Call("POST", path).json(Json.MAPPER.writeValueAsBytes(body));
  }

  static Call put(String path, Object body) {
    return new Call("PUT", path).json(Json.MAPPER.writeValueAsBytes(body));
  }

  static Call patch(String path, Object body) {
    return new Call("PATCH", path).json(Json.MAPPER.writeValueAsBytes(body));
  }

  /** A POST whose body is {@code null}, for endpoints that read none. */
  static Call post(String path) {
    return new Call("POST", path).json("null".getBytes(StandardCharsets.UTF_8));
  }

  private Call json(byte[] json) {
    body = json;
    return header("Content-Type", "application/json");
  }

  /** Adds a query parameter; null and the empty text leave it out. */
  Call query(String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      query.put(name, value.toString());
    }
    return this;
  }

  /** Adds a header; null leaves it out. */
  Call header(String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
    return this;
  }

  String method() {
    return method;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte @Nullable [] body() {
    return body;
  }

  /** Path and query, percent-encoded, parameters by name. */
  String target() {
    StringBuilder target = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      target
          .append(separator)
          .append(UrlEscape.query(parameter.getKey()))
          .append('=')
          .append(UrlEscape.query(parameter.getValue()));
      separator = '&';
    }
    return target.toString();
  }
}
