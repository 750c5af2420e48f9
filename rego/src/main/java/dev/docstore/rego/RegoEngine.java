package dev.docstore.rego;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * Compiles policies and lets them judge; safe to use from any thread. Policies reach no network, no
 * file and no environment, and their time and memory are limited.
 */
public final class RegoEngine implements AutoCloseable {

  private final Limits limits;
  private final InstantSource clock;
  private final Workers workers;

  public RegoEngine(Limits limits) {
    this(limits, InstantSource.system());
  }

  RegoEngine(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.workers = new Workers(limits);
  }

  /** Gets ready to judge, which takes some seconds; what is not ready is slow at first. */
  public void warm() {
    Warming.run(this);
  }

  /** Compiles policies of which each sees itself and the library, but no other policy. */
  public Compilation compile(List<RegoModule> policies, List<RegoModule> library) {
    Sources sources = new Sources(policies, library);
    return workers.with(
        null,
        worker ->
            new Compiling(this, worker, sources)
                .run(clock.instant(), Judgement.seconds(limits.time())));
  }

  List<Verdict> judge(PolicySet set, String input) {
    Instant now = clock.instant();
    Function<Worker, List<Verdict>> work =
        worker -> {
          long start = System.nanoTime();
          List<Verdict> verdicts = new Judgement(worker, set, input, now, limits.time()).verdicts();
          set.slow(isSlow(Duration.ofNanos(System.nanoTime() - start)));
          return verdicts;
        };
    return set.isSlow() ? workers.withSlow(set, work) : workers.with(set, work);
  }

  /**
   * One rule of one policy.
   *
   * @throws SandboxFailure if there was no answer in time
   */
  Answer evaluate(PolicySet set, int policy, String rule, String input) {
    Instant now = clock.instant();
    return workers.with(
        set, worker -> worker.watched(set, () -> set.evaluate(worker, now, policy, rule, input)));
  }

  /** A tenth of the time is a lot: it may be an endless loop, so others must not wait for it. */
  private boolean isSlow(Duration taken) {
    return taken.multipliedBy(10).compareTo(limits.time()) > 0;
  }

  @Override
  public void close() {
    workers.close();
  }
}
