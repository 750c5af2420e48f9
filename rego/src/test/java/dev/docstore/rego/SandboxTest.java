package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a policy sees of the world, and of other policies. */
class SandboxTest {

  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
  private static final RegoEngine ENGINE = new RegoEngine(Limits.DEFAULT, NOW::get);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static String reason(String expression) {
    return switch (Policies.judge(ENGINE, "package docstore.p\nreason := " + expression, "{}")) {
      case Verdict.Denied(String policy, String reason) -> reason;
      case Verdict other -> throw new AssertionError(other.toString());
    };
  }

  @Test
  void hasAClockThatStandsStill() {
    assertThat(reason("sprintf(\"%d\", [time.now_ns()])")).isEqualTo("1793534400000000000");
  }

  @Test
  void hasTheSameRandomNumbersEveryTime() {
    String expression = "sprintf(\"%d %s\", [rand.intn(\"a\", 1000000), uuid.rfc4122(\"b\")])";
    assertThat(reason(expression)).isEqualTo(reason(expression));
  }

  @Test
  void reachesNeitherNetworkNorEnvironment() {
    for (String call :
        List.of("http.send({\"method\": \"get\", \"url\": \"x\"})", "opa.runtime()")) {
      RegoModule module = new RegoModule("p.rego", "package p\nallow if " + call);
      switch (ENGINE.compile(List.of(module), List.of())) {
        case Compilation.Refused(List<Problem> problems) -> assertThat(problems).isNotEmpty();
        case Compilation.Compiled(PolicySet set) ->
            assertThat(set.judge("{}")).allMatch(Verdict.Failed.class::isInstance);
      }
    }
  }

  @Test
  void doesNotSeeOtherPolicies() {
    RegoModule secret = new RegoModule("a.rego", "package docstore.a\nsecret := 7");
    RegoModule curious =
        new RegoModule("b.rego", "package docstore.b\nallow if data.docstore.a.secret == 7");
    try (PolicySet set = Policies.compiled(ENGINE, List.of(secret, curious), List.of())) {
      assertThat(set.judge("{}"))
          .containsExactly(
              new Verdict.Denied("a", "policy denied"), new Verdict.Denied("b", "policy denied"));
    }
  }

  @Test
  void seesTheLibrary() {
    RegoModule library =
        new RegoModule("lib/l.rego", "package lib.numbers\ndouble(x) := x * 2\nlimit := 6");
    RegoModule policy =
        new RegoModule(
            "a.rego",
            "package docstore.a\nimport data.lib.numbers\n"
                + "allow if numbers.double(input.n) <= numbers.limit");
    try (PolicySet set = Policies.compiled(ENGINE, List.of(policy), List.of(library))) {
      assertThat(set.judge("{\"n\": 3}")).containsExactly(new Verdict.Allowed("a"));
      assertThat(set.judge("{\"n\": 4}")).containsExactly(new Verdict.Denied("a", "policy denied"));
    }
  }

  @Test
  void namesPoliciesByTheirPackageAndOrdersThemByPath() {
    try (PolicySet set =
        Policies.compiled(
            ENGINE,
            List.of(
                new RegoModule("z.rego", "package docstore.first"),
                new RegoModule("y.rego", "package docstore[\"a b\"]"),
                new RegoModule("x.rego", "package one")),
            List.of())) {
      assertThat(set.policies())
          .containsExactly(
              new PolicySet.Policy("x.rego", "one"),
              new PolicySet.Policy("y.rego", "docstore[\"a b\"]"),
              new PolicySet.Policy("z.rego", "first"));
    }
  }

  @Test
  void takesARuleOfAPackageInBrackets() {
    assertThat(Policies.judge(ENGINE, "package docstore[\"a b\"]\nallow := true", "{}"))
        .isEqualTo(new Verdict.Allowed("docstore[\"a b\"]"));
  }

  @Test
  void ignoresWhatIsPrinted() {
    assertThat(
            Policies.judge(
                ENGINE, "package p\nallow if { print(\"x\", input); true }", "{\"n\":1}"))
        .isEqualTo(new Verdict.Allowed("p"));
  }

  @Test
  void judgesAfterClosingToo() {
    PolicySet set = Policies.compiled(ENGINE, "package p\nallow := true");
    set.close();
    assertThat(set.judge("{}")).containsExactly(new Verdict.Allowed("p"));
  }

  @Test
  void judgesNothingWithoutPolicies() {
    try (PolicySet set = Policies.compiled(ENGINE, List.of(), List.of())) {
      assertThat(set.judge("{}")).isEmpty();
    }
  }

  @Test
  void refusesWithFileAndLine() {
    assertThat(
            Policies.problems(
                ENGINE,
                new RegoModule("a.rego", "package docstore.a\n\nallow { true }"),
                new RegoModule("b.rego", "package docstore.b\nallow := true")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("a.rego");
              assertThat(problem.line()).isEqualTo(3);
              assertThat(problem.message()).isNotBlank();
            });
  }

  @Test
  void refusesForAMistakeInTheLibrary() {
    Compilation compilation =
        ENGINE.compile(
            List.of(new RegoModule("a.rego", "package docstore.a")),
            List.of(new RegoModule("lib/l.rego", "package lib.l\nx :=")));
    assertThat(compilation)
        .isInstanceOfSatisfying(
            Compilation.Refused.class,
            refused -> assertThat(refused.problems().getFirst().path()).isEqualTo("lib/l.rego"));
  }
}
