package dev.docstore.common.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {
  @Test
  void isTheSha256OfTheBytes() {
    assertThat(ContentHash.of("hello".getBytes(StandardCharsets.UTF_8)))
        .hasToString("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(ContentHash.of(new byte[0]))
        .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void survivesItsBytes() {
    ContentHash hash = ContentHash.of(new byte[] {1});
    assertThat(hash.bytes()).hasSize(32);
    assertThat(ContentHash.ofDigest(hash.bytes())).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void isNothingElse(String text) {
    assertThatThrownBy(() -> new ContentHash(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
