package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that want too much get nothing, and others do not notice. */
class HostilePoliciesTest {

  private static final RegoEngine ENGINE =
      new RegoEngine(new Limits(2, Duration.ofMillis(700), 24 << 20, 8));

  private static final String LOOP =
      """
      package docstore.loop
      allow if {
        some a in numbers.range(1, 3000)
        some b in numbers.range(1, 3000)
        some c in numbers.range(1, 3000)
        a + b + c == 0
      }
      """;
  private static final String BOMB =
      """
      package docstore.bomb
      allow if count({[a, b, c] |
        some a in numbers.range(1, 1000)
        some b in numbers.range(1, 1000)
        some c in numbers.range(1, 1000)
      }) > 0
      """;
  private static final String GOOD = "package docstore.good\nallow if input.n == 3";

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void cutsAnEndlessLoop() {
    assertThat(Policies.judge(ENGINE, LOOP, "{}"))
        .isEqualTo(new Verdict.Failed("loop", "p.rego", "took longer than 700 ms"));
  }

  @Test
  void stopsAMemoryBomb() {
    RegoEngine patient = new RegoEngine(new Limits(1, Duration.ofSeconds(60), 24 << 20, 8));
    try (patient) {
      assertThat(Policies.judge(patient, BOMB, "{}"))
          .isEqualTo(new Verdict.Failed("bomb", "p.rego", "needed more than 24 MiB of memory"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f(x) := f([x])\nallow if f(1)",
        "f(x) := g(x + 1)\ng(x) := f(x * 2)\nallow if f(1)",
      })
  void stopsEndlessRecursion(String body) {
    switch (ENGINE.compile(
        List.of(new RegoModule("p.rego", "package docstore.p\n" + body)), List.of())) {
      case Compilation.Refused(List<Problem> problems) -> assertThat(problems).isNotEmpty();
      case Compilation.Compiled(PolicySet set) ->
          assertThat(set.judge("{}").getFirst()).isInstanceOf(Verdict.Failed.class);
    }
  }

  @Test
  void judgesWithTheOtherPoliciesOfTheSameSet() {
    try (PolicySet set = Policies.compiled(ENGINE, GOOD, LOOP, GOOD)) {
      assertThat(set.judge("{\"n\": 3}"))
          .containsExactly(
              new Verdict.Allowed("good"),
              new Verdict.Failed("loop", "p1.rego", "took longer than 700 ms"),
              new Verdict.Allowed("good"));
    }
  }

  @Test
  void worksOnAfterEveryKindOfFailure() {
    for (String hostile : List.of(LOOP, BOMB)) {
      assertThat(Policies.judge(ENGINE, hostile, "{}")).isInstanceOf(Verdict.Failed.class);
      assertThat(Policies.judge(ENGINE, GOOD, "{\"n\": 3}")).isEqualTo(new Verdict.Allowed("good"));
    }
  }

  @Test
  void judgesOthersWhileLoopsRun() throws Exception {
    try (PolicySet loops = Policies.compiled(ENGINE, LOOP, LOOP);
        PolicySet good = Policies.compiled(ENGINE, GOOD);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(loops.judge("{}")).hasSize(2);
      List<Future<List<Verdict>>> slow =
          IntStream.range(0, 4).mapToObj(i -> threads.submit(() -> loops.judge("{}"))).toList();
      List<Future<List<Verdict>>> quick =
          IntStream.range(0, 200)
              .mapToObj(i -> threads.submit(() -> good.judge("{\"n\": " + i % 4 + "}")))
              .toList();
      for (int i = 0; i < quick.size(); i++) {
        Verdict expected =
            i % 4 == 3 ? new Verdict.Allowed("good") : new Verdict.Denied("good", "policy denied");
        assertThat(quick.get(i).get()).containsExactly(expected);
      }
      assertThat(slow).as("loops hold one instance at most").anyMatch(future -> !future.isDone());
      for (Future<List<Verdict>> future : slow) {
        assertThat(future.get()).allMatch(Verdict.Failed.class::isInstance);
      }
    }
  }

  @Test
  void cutsAPolicyThatIsSlowToCompile() {
    String deep =
        "package docstore.deep\nallow if " + "(".repeat(20_000) + "1" + ")".repeat(20_000);
    assertThat(Policies.problems(ENGINE, new RegoModule("deep.rego", deep)))
        .singleElement()
        .extracting(Problem::path)
        .isEqualTo("deep.rego");
  }
}
