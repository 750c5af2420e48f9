package dev.docstore.common.ciyaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ' ',
      textBlock =
          """
          main main
          release/* release/1.0
          release/* release/1/0
          feature/** feature/team/x
          ** ""
          "" ""
          ? /
          ? 𝄞
          [abc] b
          [!abc] d
          [a-z] q
          [!a-z] Q
          [ab-d] -
          [-a] -
          [^a] ^
          [a,[] ,
          [a,[] [
          [\\]] ]
          [a\\-z] -
          {a,b*,c} bcd
          {a,{b,c}d} cd
          a{,b} a
          a{,b} ab
          a{} a
          a{ a
          {a,b b
          a,b a,b
          a} a}
          \\* *
          a\\ a
          x{*,y}z xqz
          """)
  void matches(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ' ',
      textBlock =
          """
          main main2
          main Main
          "" x
          ? ""
          ? ab
          [abc] d
          [!a-z] q
          [ab-d] c
          [^a] b
          [a\\-z] q
          {a,b} ab
          {a,b} {a
          a{,b} abb
          \\* x
          release/* release
          """)
  void doesNotMatch(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z0-9]",
        "[a-]",
        "[a-c-e]",
        "[]",
        "[]a]",
        "[!]",
        "[z-a]",
        "[",
        "[a",
        "x[!",
        "[a\\"
      })
  void isInvalidAndMatchesNothing(String pattern) {
    assertThat(Glob.compile(pattern)).isEmpty();
    assertThat(Glob.matches(pattern, pattern)).isFalse();
  }

  @Test
  void takesTimeProportionalToPatternAndText() {
    String stars = "*a".repeat(500) + "b";
    String braces = "{".repeat(5_000) + "a" + ",b}".repeat(2_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(Glob.matches(stars, "a".repeat(5_000))).isFalse();
          assertThat(Glob.matches(braces, "a".repeat(200))).isFalse();
          assertThat(Glob.matches(braces, "a")).isTrue();
        });
  }
}
