package dev.docstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b, /a/b",
    "/a/b/, /a/b/",
    "//a, /a",
    "/a//b, /a/b",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/../../b, /b",
    "/a/.., /",
    "/a/b/.., /a/",
    "/a/b/., /a/b/",
    "/a/..b/.c, /a/..b/.c",
    "/a%2F..%2Fb, /a%2F..%2Fb",
  })
  void dropsWhatLeadsNowhere(String path, String clean) {
    assertThat(CleanPath.of(path)).isEqualTo(clean);
  }
}
