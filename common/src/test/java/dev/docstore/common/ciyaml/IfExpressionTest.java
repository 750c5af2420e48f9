package dev.docstore.common.ciyaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.ciyaml.IfExpression.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfExpressionTest {
  private static final Trigger PROPOSAL = new Trigger("proposal", "fix", "main", "p-1");
  private static final Trigger PUSH = new Trigger("push", "fix", "", "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \u00a0\n",
        "event.type == 'proposal'",
        "event.type==\"proposal\"&&event.branch=='fix'",
        "event.branch != \"x\"",
        "\u00a0event.proposal_id\n",
        "'a' == 'b' || event.base_branch == 'main'",
        "'' || 'x' && 'y'",
        "('x' == 'y' || 'a') && ((event.type))",
        "'x' || 'a' == 'b' && ''",
        "'it\"s' == 'it\"s'"
      })
  void runs(String expression) {
    assertThat(IfExpression.evaluate(expression, PROPOSAL)).isEqualTo(new Verdict.Runs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.base_branch",
        "event.type == \"proposal\"",
        "''",
        "event.type != 'push' || event.proposal_id",
        "'a' && ''",
        "('a' || 'b') && ''"
      })
  void skips(String expression) {
    assertThat(IfExpression.evaluate(expression, PUSH)).isEqualTo(new Verdict.Skipped());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          false                        ; unknown field reference "false"
          event.actor == "x"           ; unknown field reference "event.actor"
          'a' || event.nope            ; unknown field reference "event.nope"
          event.type == "push" x       ; unexpected trailing input at position 21: "x"
          event.type = "push"          ; unexpected trailing input at position 11: "= \\"push\\""
          'ä' 'b'                      ; unexpected trailing input at position 5: "'b'"
          ('a' == 'a') == 'b'          ; unexpected trailing input at position 13: "== 'b'"
          ('a'                         ; expected ')' at position 4
          ('a' 'b')                    ; expected ')' at position 5
          event.type ==                ; unexpected end of expression at position 13
          'a' &&                       ; unexpected end of expression at position 6
          ()                           ; unexpected character ')' at position 1
          !event.type                  ; unexpected character '!' at position 0
          'a' && 1                     ; unexpected character '1' at position 7
          event.type == "push          ; unterminated string literal starting at position 14
          'a' & 'b'                    ; unexpected trailing input at position 4: "& 'b'"
          """)
  void saysWhatIsWrong(String expression, String message) {
    assertThat(IfExpression.evaluate(expression, PUSH)).isEqualTo(new Verdict.Unclear(message));
  }

  @Test
  void quotesInvisibleCharactersEscaped() {
    assertThat(IfExpression.evaluate("'a'\n\u00a0x", PUSH))
        .isEqualTo(new Verdict.Unclear("unexpected trailing input at position 3: \"\\n\\u00a0x\""));
  }

  @Test
  void refusesBottomlessNesting() {
    assertThat(IfExpression.evaluate("(".repeat(100_000), PUSH))
        .isEqualTo(new Verdict.Unclear("more than 100 nested '(' at position 101"));
  }
}
