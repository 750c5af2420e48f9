package dev.docstore.common.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Spec 03 §3. */
class RequestTokenTest {
  @Test
  void isThirtyTwoRandomBytesInBase64Url() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String token = RequestToken.random().plaintext();
      assertThat(token).matches("[A-Za-z0-9_-]{43}");
      assertThat(seen.add(token)).as("a new token").isTrue();
    }
  }

  @Test
  void storesOnlyItsHash() {
    // SHA-256 of "hello" is 2cf24dba…9824.
    assertThat(new RequestToken("hello").hash())
        .isEqualTo("LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ");
  }

  @Test
  void neverShowsItself() {
    assertThat(new RequestToken("hello").toString()).doesNotContain("hello");
  }
}
