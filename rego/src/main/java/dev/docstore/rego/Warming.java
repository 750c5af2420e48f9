package dev.docstore.rego;

import java.time.Duration;
import java.util.List;

/** Uses an engine on examples until the code that matters is compiled to machine code. */
final class Warming {

  private static final Duration AT_MOST = Duration.ofSeconds(4);
  private static final Duration QUICK = Duration.ofMillis(12);
  private static final int QUICK_ROUNDS = 100;

  private Warming() {}

  /** Until compiling and judging was quick many times; a busy machine is not waited for. */
  static void run(RegoEngine engine) {
    long start = System.nanoTime();
    int quick = 0;
    while (quick < QUICK_ROUNDS && System.nanoTime() - start < AT_MOST.toNanos()) {
      long round = System.nanoTime();
      once(engine);
      quick += System.nanoTime() - round < QUICK.toNanos() ? 1 : 0;
    }
  }

  private static void once(RegoEngine engine) {
    RegoModule policy = new RegoModule("warm.rego", POLICY);
    switch (engine.compile(List.of(policy), List.of())) {
      case Compilation.Compiled(PolicySet set) -> {
        try (set) {
          set.judge(INPUT);
        }
      }
      case Compilation.Refused(List<Problem> problems) ->
          throw new IllegalStateException("the engine refuses its own example: " + problems);
    }
  }

  private static final String POLICY =
      """
      package docstore.warm

      default allow := false

      allow if {
        not input.draft
        count(approvals) >= 2
        every path in input.changed_paths { not startswith(path, "secret/") }
        count(failed) == 0
      }

      approvals contains review.reviewer if {
        some review in input.reviews
        review.status == "approved"
        review.reviewer != input.actor
      }

      failed contains run.check_name if {
        some run in input.check_runs
        run.status != "success"
      }

      owned(path) if {
        some owner in input.owners[path]
        owner in approvals
      }

      reason := sprintf("%d approvals, failed: %v", [count(approvals), concat(", ", failed)])
      """;

  private static final String INPUT =
      """
      {"actor": "alice", "actor_roles": ["maintainer"], "action": "merge", "repo": "r",
       "branch": "b", "draft": false, "changed_paths": ["src/a.txt", "docs/b.md"],
       "reviews": [{"reviewer": "bob", "status": "approved", "sequence": 3},
                   {"reviewer": "carol", "status": "rejected", "sequence": 3}],
       "check_runs": [{"check_name": "test", "status": "success", "sequence": 3},
                      {"check_name": "lint", "status": "failure", "sequence": 3}],
       "owners": {"src/a.txt": ["bob"], "docs/b.md": null},
       "head_sequence": 3, "base_sequence": 1,
       "proposal": {"id": "1", "base_branch": "main", "title": "t", "state": "open"}}
      """;
}
