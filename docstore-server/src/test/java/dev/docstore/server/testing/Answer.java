package dev.docstore.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a server answered. */
public final class Answer {
  private final HttpResponse<byte[]> response;

  Answer(HttpResponse<byte[]> response) {
    this.response = response;
  }

  public int status() {
    return response.statusCode();
  }

  public byte[] bytes() {
    return response.body();
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return Json.MAPPER.readTree(text());
  }

  /** A header's first value. */
  public @Nullable String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  /** The names of its headers, in lower case; the connection's own left out. */
  public Set<String> headerNames() {
    return response.headers().map().keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> !name.equals("connection"))
        .collect(Collectors.toSet());
  }

  /** All values of a header. */
  public List<String> headers(String name) {
    return response.headers().allValues(name);
  }

  /** Fails the test, showing the body, unless the status is this one. */
  public Answer expect(int status) {
    assertThat(status())
        .as(() -> response.request().method() + " " + response.uri() + ": " + text())
        .isEqualTo(status);
    return this;
  }

  /** Fails unless the answer is an error envelope with exactly this. */
  public Answer expectError(int status, String code, String message) {
    expect(status);
    assertThat(text()).isEqualTo("{\"code\":\"%s\",\"error\":\"%s\"}\n".formatted(code, message));
    return this;
  }
}
