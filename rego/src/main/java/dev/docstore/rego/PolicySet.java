package dev.docstore.rego;

import java.time.Instant;
import java.util.List;

/** Policies that were compiled together; immutable and safe to use from any thread. */
public final class PolicySet implements AutoCloseable {

  private final RegoEngine engine;
  private final List<Policy> policies;
  private final Sources sources;
  private volatile boolean slow;
  private volatile boolean closed;

  PolicySet(RegoEngine engine, Sources sources, List<Policy> policies) {
    this.engine = engine;
    this.sources = sources;
    this.policies = List.copyOf(policies);
  }

  /** One policy, and the name it goes by (spec 02 §7.2). */
  public record Policy(String path, String name) {}

  /** The policies by path. */
  public List<Policy> policies() {
    return policies;
  }

  /**
   * Asks every policy, in the order of {@link #policies()}. All see the same time.
   *
   * @throws IllegalArgumentException if the input is no JSON
   */
  public List<Verdict> judge(String inputJson) {
    return policies.isEmpty() ? List.of() : engine.judge(this, inputJson);
  }

  /** Gives up its memory. A judgement that still comes is given all the same, only later. */
  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether it took long the last time. */
  boolean isSlow() {
    return slow;
  }

  void slow(boolean slow) {
    this.slow = slow;
  }

  /** One rule of one policy. */
  Answer evaluate(Worker worker, Instant now, int policy, String rule, String input) {
    Sandbox sandbox = worker.sandbox(now);
    int set = worker.prepare(sandbox, this);
    Answer loaded = sandbox.ask("set_input", new int[] {set}, input);
    return loaded instanceof Answer.Refusal
        ? loaded
        : sandbox.ask("set_eval", new int[] {set, policy}, rule);
  }

  /** Parses the sources into a sandbox that does not have them, and says under which number. */
  int load(Sandbox sandbox) {
    return sources.load(sandbox);
  }
}
