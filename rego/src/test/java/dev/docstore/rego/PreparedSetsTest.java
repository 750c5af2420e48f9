package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sets are prepared where they are needed, forgotten where room is short, and answer the same. */
class PreparedSetsTest {

  private static Limits limits(int instances, int sets) {
    return new Limits(instances, Duration.ofSeconds(30), 16 << 20, sets);
  }

  private static List<PolicySet> sets(RegoEngine engine, int count) {
    List<PolicySet> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(Policies.compiled(engine, "package p\nallow if input.n == " + i));
    }
    return sets;
  }

  private static void allJudgeAsWritten(List<PolicySet> sets) {
    for (int i = 0; i < sets.size(); i++) {
      assertThat(sets.get(i).judge("{\"n\": " + i + "}")).containsExactly(new Verdict.Allowed("p"));
      assertThat(sets.get(i).judge("{\"n\": -1}"))
          .containsExactly(new Verdict.Denied("p", "policy denied"));
    }
  }

  @Test
  void judgesWithMoreSetsThanAnInstanceKeeps() {
    try (RegoEngine engine = new RegoEngine(limits(1, 2))) {
      List<PolicySet> sets = sets(engine, 6);
      allJudgeAsWritten(sets);
      allJudgeAsWritten(sets);
    }
  }

  @Test
  void judgesWithMoreSetsThanFitIntoMemory() {
    String big =
        IntStream.range(0, 300)
            .mapToObj(
                i -> "r" + i + " if { some x in input.l; x == " + i + "; count(input.l) > 1 }")
            .collect(Collectors.joining("\n", "package p\nallow := true\n", "\n"));
    try (RegoEngine engine = new RegoEngine(limits(1, 1_000))) {
      List<PolicySet> sets = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        sets.add(Policies.compiled(engine, big));
      }
      assertThat(sets)
          .allSatisfy(set -> assertThat(set.judge("{}")).containsExactly(new Verdict.Allowed("p")));
    }
  }

  @Test
  void judgesFromManyThreadsAtOnce() throws Exception {
    try (RegoEngine engine = new RegoEngine(limits(3, 4));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<PolicySet> sets = sets(engine, 8);
      List<Future<List<Verdict>>> verdicts = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        PolicySet set = sets.get(i % 8);
        String input = "{\"n\": " + i % 9 + "}";
        verdicts.add(threads.submit(() -> set.judge(input)));
      }
      for (int i = 0; i < verdicts.size(); i++) {
        Verdict expected =
            i % 8 == i % 9 ? new Verdict.Allowed("p") : new Verdict.Denied("p", "policy denied");
        assertThat(verdicts.get(i).get()).containsExactly(expected);
      }
    }
  }

  @Test
  void refusesAnInputThatIsNoJson() {
    try (RegoEngine engine = new RegoEngine(limits(1, 2));
        PolicySet set = Policies.compiled(engine, "package p\nallow := true")) {
      assertThatThrownBy(() -> set.judge("{")).isInstanceOf(IllegalArgumentException.class);
      assertThat(set.judge("{}")).containsExactly(new Verdict.Allowed("p"));
    }
  }

  @Test
  void keepsWhatACallerWasToldWhileItWaits() throws Exception {
    try (RegoEngine engine = new RegoEngine(limits(1, 2));
        PolicySet set = Policies.compiled(engine, "package p\nallow := true");
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Boolean> interrupted =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                assertThat(set.judge("{}")).containsExactly(new Verdict.Allowed("p"));
                return Thread.interrupted();
              });
      assertThat(interrupted.get()).isTrue();
    }
  }

  @Test
  void warmsUp() {
    try (RegoEngine engine = new RegoEngine(Limits.DEFAULT)) {
      engine.warm();
      assertThat(Policies.judge(engine, "package p\nallow := true", "{}"))
          .isEqualTo(new Verdict.Allowed("p"));
    }
  }
}
