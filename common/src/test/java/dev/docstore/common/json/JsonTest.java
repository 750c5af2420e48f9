package dev.docstore.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** Spec 01 §1.1. */
class JsonTest {
  record Sample(
      String zebra,
      long headSequence,
      boolean autoMerge,
      @Nullable String versionId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> left) {}

  record Bytes(byte @Nullable [] content) {}

  record Typed(@Nullable String text, long number, boolean flag, @Nullable List<String> list) {}

  @Test
  void writesMembersInTheirOrderCompactAndInSnakeCase() {
    assertThat(Json.write(new Sample("z", 7, true, null, List.of())))
        .isEqualTo("{\"zebra\":\"z\",\"head_sequence\":7,\"auto_merge\":true,\"version_id\":null}");
  }

  @Test
  void aLineIsUtf8WithANewline() {
    assertThat(Json.line(Map.of("é", "/")))
        .isEqualTo("{\"é\":\"/\"}\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void escapesWhatHtmlAndScriptsWouldTrip() {
    assertThat(Json.write(List.of("a<b>&c\u2028\u2029\"\\/\u0001é😀")))
        .isEqualTo("[\"a\\u003cb\\u003e\\u0026c\\u2028\\u2029\\\"\\\\/\\u0001é😀\"]");
    assertThat(Json.write(List.of("<"))).isEqualTo("[\"\\u003c\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-05T06:07:08.120300Z, 2024-03-05T06:07:08.1203Z",
    "2024-03-05T06:08:00Z, 2024-03-05T06:08:00Z",
    "2024-03-05T06:09:00.000001Z, 2024-03-05T06:09:00.000001Z",
    "2024-03-05T06:09:00.100Z, 2024-03-05T06:09:00.1Z",
    "2024-03-05T06:09:00.0000019Z, 2024-03-05T06:09:00.000001Z",
    "2024-03-05T06:09:00.000000999Z, 2024-03-05T06:09:00Z",
    "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
  })
  void writesTimesInUtcToTheMicrosecond(String instant, String written) {
    assertThat(Timestamps.format(Instant.parse(instant))).isEqualTo(written);
    assertThat(Json.write(Map.of("at", Instant.parse(instant))))
        .isEqualTo("{\"at\":\"" + written + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aGVsbG8=", "aGVs\\nbG8=", "aGVs\\r\\nbG8=\\n"})
  void readsStandardBase64AndSkipsLineBreaks(String text) {
    assertThat(Json.read("{\"content\":\"" + text + "\"}", Bytes.class).content())
        .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"aGVsbG8\"",
        "\"aGVs bG8=\"",
        "\"aGVs\\tbG8=\"",
        "\"-_-_\"",
        "\"a===\"",
        "\"=\"",
        "\"aGVsbG8=aGVs\"",
        "\"é===\"",
        "7",
        "true",
        "{}",
        "[104,101]"
      })
  void refusesEverythingElseAsBytes(String value) {
    assertThatThrownBy(() -> Json.read("{\"content\":" + value + "}", Bytes.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void tellsNoBytesFromEmptyBytes() {
    assertThat(Json.read("{}", Bytes.class).content()).isNull();
    assertThat(Json.read("{\"content\":null}", Bytes.class).content()).isNull();
    assertThat(Json.read("{\"content\":\"\"}", Bytes.class).content()).isEmpty();
    assertThat(Json.write(new Bytes(new byte[0]))).isEqualTo("{\"content\":\"\"}");
  }

  @Test
  void nullsAndAbsentMembersAreZero() {
    assertThat(Json.read("{\"number\":null,\"flag\":null,\"unknown\":[{}]}", Typed.class))
        .isEqualTo(new Typed(null, 0, false, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":1}",
        "{\"text\":true}",
        "{\"text\":1.5}",
        "{\"text\":{}}",
        "{\"number\":\"1\"}",
        "{\"number\":1.0}",
        "{\"number\":9223372036854775808}",
        "{\"number\":true}",
        "{\"flag\":\"true\"}",
        "{\"flag\":1}",
        "{\"list\":\"a\"}",
        "{\"list\":{}}",
        "{\"list\":[1]}"
      })
  void neverTakesOneTypeForAnother(String json) {
    assertThatThrownBy(() -> Json.read(json, Typed.class)).isInstanceOf(JacksonException.class);
  }
}
