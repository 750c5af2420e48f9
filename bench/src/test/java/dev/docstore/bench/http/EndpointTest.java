package dev.docstore.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void knowsThePortsOfBothSchemes() {
    assertThat(Endpoint.of("http://h")).isEqualTo(new Endpoint("h", 80, false, ""));
    assertThat(Endpoint.of("https://h/")).isEqualTo(new Endpoint("h", 443, true, ""));
    assertThat(Endpoint.of("http://h:8080/base/"))
        .isEqualTo(new Endpoint("h", 8080, false, "/base"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "ftp://h", "http://", "just words"})
  void refusesWhatIsNoHttpUrl(String url) {
    assertThatThrownBy(() -> Endpoint.of(url)).isInstanceOf(IllegalArgumentException.class);
  }
}
