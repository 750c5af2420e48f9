package dev.docstore.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
