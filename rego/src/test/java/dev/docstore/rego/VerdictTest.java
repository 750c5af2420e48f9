package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What policies say, by the rules of spec 02 §7.4. */
class VerdictTest {

  private static final RegoEngine ENGINE = new RegoEngine(Limits.DEFAULT);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static Verdict judge(String body) {
    return Policies.judge(ENGINE, "package docstore.p\n" + body, "{\"n\": 3}");
  }

  @Test
  void allowsWhatIsTrue() {
    assertThat(judge("allow if input.n == 3")).isEqualTo(new Verdict.Allowed("p"));
  }

  @Test
  void deniesWhatIsFalseUndefinedMissingOrNoBoolean() {
    for (String body :
        List.of(
            "allow := false", "allow if input.n == 4", "x := 1", "allow := 1", "allow.x := 1")) {
      assertThat(judge(body)).isEqualTo(new Verdict.Denied("p", "policy denied"));
    }
  }

  @Test
  void givesTheReasonOnlyIfItIsText() {
    assertThat(judge("reason := sprintf(\"n is %d\", [input.n])"))
        .isEqualTo(new Verdict.Denied("p", "n is 3"));
    for (String reason : List.of("\"\"", "7", "[\"a\"]", "null")) {
      assertThat(judge("reason := " + reason)).isEqualTo(new Verdict.Denied("p", "policy denied"));
    }
  }

  @Test
  void failsOnConflictingValues() {
    Verdict verdict = judge("allow := true if input.n > 1\nallow := false if input.n > 2");
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    assertThat(((Verdict.Failed) verdict).why()).contains("conflict").contains("p.rego:");
  }

  @Test
  void doesNotEvaluateTheReasonOfWhatIsAllowed() {
    assertThat(judge("allow := true\nreason := \"a\"\nreason := \"b\" if input.n == 3"))
        .isEqualTo(new Verdict.Allowed("p"));
  }

  @Test
  void failsOnAConflictingReason() {
    assertThat(judge("reason := \"a\"\nreason := \"b\" if input.n == 3"))
        .isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void takesAFailingBuiltInAsUndefined() {
    assertThat(judge("allow if to_number(\"x\") == 1")).isInstanceOf(Verdict.Denied.class);
    assertThat(judge("allow if not to_number(\"x\")")).isEqualTo(new Verdict.Allowed("p"));
  }
}
