package dev.docstore.common.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
  @Test
  void isWhatFollowsThePrefix() {
    assertThat(BearerToken.of("Bearer a b")).hasValue("a b");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "bearer a", "Basic a", "a"})
  void isNothingWithoutTheExactPrefix(String header) {
    assertThat(BearerToken.of(header)).isEmpty();
  }
}
