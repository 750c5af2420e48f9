package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorTextTest {

  private static final String TEXT =
      """

      --> .docstore/policy/a b.rego:12:7
         |
      12 | allow if error: x
         |       ^
      error: expecting `:`
      """;

  @Test
  void findsPlaceAndMessage() {
    assertThat(ErrorText.parse(TEXT, "other.rego"))
        .isEqualTo(new ErrorText(".docstore/policy/a b.rego", 12, 7, "expecting `:`"));
  }

  @Test
  void takesAPlainMessageAsItIs() {
    ErrorText error = ErrorText.parse("  no such thing\n", "p.rego");
    assertThat(error).isEqualTo(new ErrorText("p.rego", 1, 0, "no such thing"));
    assertThat(error.why()).isEqualTo("no such thing");
    assertThat(error.problem()).isEqualTo(new Problem("p.rego", 1, 0, "no such thing"));
  }

  @Test
  void namesThePlaceInAReason() {
    assertThat(ErrorText.parse(TEXT, "p.rego").why())
        .isEqualTo("expecting `:` (.docstore/policy/a b.rego:12)");
  }
}
