package dev.docstore.rego;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One set's policies on one input (spec 02 §7.4), on the thread of one worker. */
final class Judgement {

  private static final Logger LOG = LoggerFactory.getLogger(Judgement.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NO_REASON = "policy denied";
  private static final int NONE = -1;

  private final Worker worker;
  private final PolicySet set;
  private final String input;
  private final Instant now;
  private final Duration limit;
  private @Nullable Sandbox loadedIn;
  private int loaded = NONE;

  Judgement(Worker worker, PolicySet set, String input, Instant now, Duration limit) {
    this.worker = worker;
    this.set = set;
    this.input = input;
    this.now = now;
    this.limit = limit;
  }

  List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    for (int index = 0; index < set.policies().size(); index++) {
      verdicts.add(verdict(index));
    }
    return verdicts;
  }

  private Verdict verdict(int index) {
    PolicySet.Policy policy = set.policies().get(index);
    try {
      return worker.watched(set, () -> ask(index));
    } catch (SandboxFailure failure) {
      return new Verdict.Failed(policy.name(), policy.path(), why(failure));
    }
  }

  private String why(SandboxFailure failure) {
    return failure.kind() == SandboxFailure.Kind.INTERRUPTED
        ? "took longer than " + seconds(limit)
        : String.valueOf(failure.getMessage());
  }

  static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private Verdict ask(int index) {
    PolicySet.Policy policy = set.policies().get(index);
    Sandbox sandbox = worker.sandbox(now);
    int number = worker.prepare(sandbox, set);
    if (loadedIn != sandbox || loaded != number) {
      if (sandbox.ask("set_input", new int[] {number}, input) instanceof Answer.Refusal refusal) {
        throw new IllegalArgumentException("the input is no JSON: " + refusal.text());
      }
      loadedIn = sandbox;
      loaded = number;
    }
    Verdict verdict = verdict(sandbox, number, index, policy);
    if (LOG.isDebugEnabled()
        && sandbox.ask("set_prints", new int[] {number, index})
            instanceof Answer.Value(String lines)
        && !lines.equals("[]")) {
      LOG.debug("{} printed {}", policy.path(), lines);
    }
    return verdict;
  }

  private static Verdict verdict(Sandbox sandbox, int number, int index, PolicySet.Policy policy) {
    int[] rule = {number, index};
    return switch (sandbox.ask("set_eval", rule, "allow")) {
      case Answer.Refusal(String text) -> failed(policy, text);
      case Answer.Value(String json) when json.equals("true") -> new Verdict.Allowed(policy.name());
      case Answer.Value _, Answer.Undefined _ ->
          switch (sandbox.ask("set_eval", rule, "reason")) {
            case Answer.Refusal(String text) -> failed(policy, text);
            case Answer.Undefined _ -> new Verdict.Denied(policy.name(), NO_REASON);
            case Answer.Value(String json) -> new Verdict.Denied(policy.name(), reason(json));
          };
    };
  }

  private static String reason(String json) {
    JsonNode value = JSON.readTree(json);
    return value.isString() && !value.asString().isEmpty() ? value.asString() : NO_REASON;
  }

  private static Verdict failed(PolicySet.Policy policy, String error) {
    return new Verdict.Failed(
        policy.name(), policy.path(), ErrorText.parse(error, policy.path()).why());
  }
}
