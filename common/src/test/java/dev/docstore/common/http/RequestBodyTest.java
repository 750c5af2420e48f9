package dev.docstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private record Named(@Nullable String name, long count) {}

  @Test
  void theFirstValueCountsWhateverFollows() {
    assertThat(body("{\"NAME\":\"a\",\"more\":[1]} {").first(Named.class, "no"))
        .isEqualTo(new Named("a", 0));
  }

  @Test
  void aWholeBodyHasNothingAfterItsValue() {
    assertThat(body(" {\"count\":null} ").whole(Named.class, "no")).isEqualTo(new Named(null, 0));
    refused(() -> body("{} x").whole(Named.class, "no such body"), 400, "no such body");
  }

  @Test
  void nullIsAnEmptyObject() {
    assertThat(body("null").first(Named.class, "no")).isEqualTo(new Named(null, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "7", "\"\"", "{\"name\":1}", "{\"count\":\"1\"}", "{\"count\":1.0}"})
  void whatIsNotTheObjectIsRefused(String text) {
    refused(() -> body(text).first(Named.class, "no such body"), 400, "no such body");
  }

  @Test
  void aBodyAboveTheLimitIsTooLarge() {
    assertThat(RequestBody.read(stream("1234"), 4).bytes()).hasSize(4);
    refused(() -> RequestBody.read(stream("12345"), 4), 413, "request body is larger than 4 bytes");
  }

  @Test
  void aCutBodyEndsAtTheLimit() {
    assertThat(RequestBody.cut(stream("12345"), 4).bytes()).hasSize(4);
  }

  @Test
  void aBrokenConnectionIsTheCallersFault() {
    InputStream broken = new PipedInputStream();
    refused(() -> RequestBody.read(broken, 4), 400, "failed to read body");
  }

  private static RequestBody body(String text) {
    return RequestBody.read(stream(text), 100);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(ThrowingCallable call, int status, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TextError.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasMessage(message);
  }
}
