package dev.docstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrlEscapeTest {
  @Test
  void aQueryValueKeepsOnlyUnreservedCharacters() {
    assertThat(UrlEscape.query("feat/x y")).isEqualTo("feat%2Fx+y");
    assertThat(UrlEscape.query("a-_.~*+ü&=")).isEqualTo("a-_.~%2A%2B%C3%BC%26%3D");
  }

  @Test
  void aPathKeepsItsSlashes() {
    assertThat(UrlEscape.path("acme/my repo+%/x?#")).isEqualTo("acme/my%20repo%2B%25/x%3F%23");
  }
}
