package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How long the engine takes; not part of the tests, run it with {@code scripts/maven -q -Dfast -pl
 * rego test -Dtest=EngineBenchmark}. 10 policies of about 10 rules, an input of 1.5 KB.
 */
class EngineBenchmark {

  private static final int NEW_SETS = 40;
  private static final int JUDGEMENTS = 1_000;

  @Test
  void measures() throws Exception {
    long start = System.nanoTime();
    try (RegoEngine engine = new RegoEngine(Limits.DEFAULT)) {
      engine.warm();
      say("warm(): %.0f ms", millis(start));
      newSets(engine, 1);
      newSets(engine, 10);
      repeated(engine, 1);
      repeated(engine, 10);
      concurrent(engine);
      instances();
    }
  }

  private static void newSets(RegoEngine engine, int policies) {
    double[] compile = new double[NEW_SETS];
    double[] first = new double[NEW_SETS];
    for (int round = 0; round < NEW_SETS; round++) {
      long start = System.nanoTime();
      try (PolicySet set = Policies.compiled(engine, sources(policies, round))) {
        compile[round] = millis(start);
        start = System.nanoTime();
        assertThat(set.judge(input(round))).hasSize(policies);
        first[round] = millis(start);
      }
    }
    say(
        "new set of %d: compile %s, then first judgement %s",
        policies, times(compile), times(first));
  }

  private static void repeated(RegoEngine engine, int policies) {
    try (PolicySet set = Policies.compiled(engine, sources(policies, 0))) {
      double[] taken = new double[JUDGEMENTS];
      for (int round = 0; round < JUDGEMENTS; round++) {
        long start = System.nanoTime();
        assertThat(set.judge(input(round))).hasSize(policies);
        taken[round] = millis(start);
      }
      say("judgement of %d: %s", policies, times(taken));
    }
  }

  private static void concurrent(RegoEngine engine) throws Exception {
    try (PolicySet set = Policies.compiled(engine, sources(1, 0));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      List<Future<List<Verdict>>> all = new ArrayList<>();
      for (int round = 0; round < JUDGEMENTS; round++) {
        String input = input(round);
        all.add(threads.submit(() -> set.judge(input)));
      }
      for (Future<List<Verdict>> one : all) {
        assertThat(one.get()).hasSize(1);
      }
      say("from %d threads: %.0f judgements/s", JUDGEMENTS, JUDGEMENTS * 1_000 / millis(start));
    }
  }

  private static void instances() {
    Sandbox[] sandboxes = new Sandbox[20];
    long before = heap();
    long start = System.nanoTime();
    for (int i = 0; i < sandboxes.length; i++) {
      sandboxes[i] = new Sandbox(Limits.DEFAULT.memoryBytes());
    }
    double taken = millis(start) / sandboxes.length;
    long each = (heap() - before) / sandboxes.length;
    long empty = sandboxes[0].memoryUsed();
    Sources sources = new Sources(modules(10, 0), List.of());
    for (int set = 0; set < 10; set++) {
      sources.load(sandboxes[0]);
    }
    say(
        "an instance: %.0f ms, %d KiB of heap; its memory is %d KiB, and %d KiB more for 10 sets of 10",
        taken, each >> 10, empty >> 10, (sandboxes[0].memoryUsed() - empty) >> 10);
  }

  @SuppressWarnings("SystemOut")
  private static void say(String format, Object... figures) {
    System.out.printf(format + "%n", figures);
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static String times(double[] taken) {
    double[] sorted = taken.clone();
    Arrays.sort(sorted);
    return String.format(
        "median %.2f ms, p99 %.2f ms", sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
  }

  private static String[] sources(int policies, int round) {
    return modules(policies, round).stream().map(RegoModule::source).toArray(String[]::new);
  }

  private static List<RegoModule> modules(int policies, int round) {
    return IntStream.range(0, policies)
        .mapToObj(i -> new RegoModule("p" + i + ".rego", policy("p" + i + "_" + round, i)))
        .toList();
  }

  private static String policy(String name, int needed) {
    return """
        package docstore.%s
        default allow := false
        allow if {
          not input.draft
          enough_approvals
          every_check_passed
          count(missing_owners) == 0
          not touches_secrets
        }
        approvals contains review.reviewer if {
          some review in input.reviews
          review.status == "approved"
          review.reviewer != input.actor
        }
        enough_approvals if count(approvals) >= %d
        failed contains run.check_name if {
          some run in input.check_runs
          run.status != "success"
        }
        every_check_passed if count(failed) == 0
        missing_owners contains path if {
          some path, owners in input.owners
          owners != null
          count({owner | some owner in owners; owner in approvals}) == 0
        }
        touches_secrets if {
          some path in input.changed_paths
          startswith(path, "secrets/")
        }
        maintainer if "maintainer" in input.actor_roles
        reason := sprintf("failed: %%s; without owner: %%s",
          [concat(", ", failed), concat(", ", missing_owners)])
        """
        .formatted(name, needed);
  }

  private static String input(int round) {
    String paths = list(i -> "\"src/module%d/File%d.java\"".formatted(round % 7, i));
    String owners =
        list(i -> "\"src/module%d/File%d.java\": [\"bob\", \"o%d\"]".formatted(round % 7, i, i));
    return """
        {"actor": "alice", "actor_roles": ["writer"], "action": "merge", "repo": "acme/site",
         "branch": "feature-%d", "draft": false, "changed_paths": [%s],
         "reviews": [{"reviewer": "bob", "status": "approved", "sequence": 41},
                     {"reviewer": "carol", "status": "approved", "sequence": 41},
                     {"reviewer": "dave", "status": "rejected", "sequence": 41}],
         "check_runs": [{"check_name": "build", "status": "success", "sequence": 41},
                        {"check_name": "lint", "status": "failure", "sequence": 41},
                        {"check_name": "test", "status": "success", "sequence": 41}],
         "owners": {%s}, "head_sequence": 41, "base_sequence": 30,
         "proposal": {"id": "7", "base_branch": "main", "title": "A title", "state": "open"}}
        """
        .formatted(round, paths, owners);
  }

  private static String list(java.util.function.IntFunction<String> entry) {
    return IntStream.range(0, 12).mapToObj(entry).collect(Collectors.joining(", "));
  }
}
