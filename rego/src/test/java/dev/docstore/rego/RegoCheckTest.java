package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegoCheckTest {
  private static final Parser PARSER =
      new Parser(new Sandbox(Limits.DEFAULT.memoryBytes()), path -> {});
  private static final RegoModule GOOD =
      new RegoModule("good.rego", "package docstore.good\nallow if input.branch != \"x\"\n");

  private static synchronized List<Problem> problems(
      List<RegoModule> policies, List<RegoModule> library) {
    return RegoCheck.problems(new Sources(policies, library), PARSER);
  }

  @Test
  void tellsTheProblemsOfAllFilesByPathAndLine() {
    RegoModule old = new RegoModule("b.rego", "package docstore.b\n\nallow { true }\n");
    RegoModule unknown =
        new RegoModule("a.rego", "package docstore.a\nallow if startwith(input.branch, x)\n");

    assertThat(problems(List.of(old, GOOD, unknown), List.of()))
        .containsExactly(
            new Problem(
                "a.rego", 2, 10, "there is no function startwith; did you mean startswith?"),
            new Problem(
                "a.rego",
                2,
                34,
                "x has no value: it is no rule, no import, and no expression gives it one; write x := … or some x in …"),
            new Problem("b.rego", 3, 7, "a body needs `if`; write: allow if { … }"));
  }

  @Test
  void tellsAProblemOfTheLibraryOnceThoughEveryPolicySeesIt() {
    RegoModule library = new RegoModule("lib/l.rego", "package lib\nf(x) := y\n");
    RegoModule other =
        new RegoModule("other.rego", "package docstore.other\nallow if data.lib.f(1)\n");

    assertThat(problems(List.of(GOOD, other), List.of(library)))
        .extracting(Problem::path)
        .containsExactly("lib/l.rego");
  }

  @Test
  void doesNotBlamePoliciesForALibraryThatCannotBeRead() {
    RegoModule library = new RegoModule("lib/l.rego", "package lib\nf(x) := \n");
    RegoModule user =
        new RegoModule("user.rego", "package docstore.user\nallow if data.lib.f(1)\n");

    assertThat(problems(List.of(user), List.of(library)))
        .extracting(Problem::path)
        .containsExactly("lib/l.rego");
  }

  @Test
  void keepsPoliciesApart() {
    RegoModule one =
        new RegoModule("one.rego", "package docstore.same\nf(x) := x\nallow := f(true)\n");
    RegoModule two = new RegoModule("two.rego", "package docstore.same\nf := true\nallow := f\n");

    assertThat(problems(List.of(one, two), List.of())).isEmpty();
  }

  @Test
  void needsNeitherAllowNorReason() {
    assertThat(problems(List.of(new RegoModule("p.rego", "package p\n")), List.of())).isEmpty();
  }

  @Test
  void countsColumnsInCharactersNotBytes() {
    RegoModule module = new RegoModule("p.rego", "package p\nallow if \"äöü\" == shout(1)\n");

    assertThat(problems(List.of(module), List.of()))
        .containsExactly(new Problem("p.rego", 2, 19, "there is no function shout"));
  }

  @Test
  void endsWithComprehensionsInComprehensions() {
    String nested = "1";
    for (int i = 0; i < 25; i++) {
      nested = "[x%d | y%d = [1]; z%d = y%d; x%d = %s]".formatted(i, i, i, i, i, nested);
    }
    RegoModule module = new RegoModule("p.rego", "package p\nallow if count(" + nested + ") > 0\n");

    assertThat(problems(List.of(module), List.of())).hasSizeLessThan(2);
  }

  @Test
  void endsWithBracketsInBrackets() {
    String deep = "[".repeat(3_000) + "]".repeat(3_000);
    RegoModule module = new RegoModule("p.rego", "package p\nallow if " + deep + "\n");

    try (RegoEngine engine = new RegoEngine(Limits.DEFAULT.withTime(Duration.ofSeconds(1)))) {
      assertThat(Policies.problems(engine, GOOD, module))
          .extracting(Problem::path)
          .containsExactly("p.rego");
    }
  }

  @Test
  void readsLongReferences() {
    RegoModule module =
        new RegoModule("p.rego", "package p\nallow if input" + ".a".repeat(300) + "\n");

    assertThat(problems(List.of(module), List.of())).isEmpty();
  }

  @Test
  void saysWhichFunctionIsNearest() {
    RegoModule module =
        new RegoModule(
            "p.rego",
            "package p\nmine(x) := x\nallow if mime(1)\nreason := trim_sufix(\"a\", \"b\")\n");

    assertThat(problems(List.of(module), List.of()))
        .extracting(Problem::message)
        .containsExactly(
            "there is no function mime; did you mean mine?",
            "there is no function trim_sufix; did you mean trim_suffix?");
  }
}
