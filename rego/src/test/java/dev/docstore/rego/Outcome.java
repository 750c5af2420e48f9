package dev.docstore.rego;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the engine makes of a conformance case. */
sealed interface Outcome {
  record Values(JsonNode values) implements Outcome {}

  record Refused(List<Problem> problems) implements Outcome {}

  record Failed(String why) implements Outcome {}

  /** Checks and evaluates a case as {@link RegoEngine} does with policies. */
  static Outcome of(Case asked, Sandbox sandbox) {
    Sources sources = new Sources(List.of(asked.policy()), asked.library());
    List<Problem> problems = RegoCheck.problems(sources, new Parser(sandbox, path -> {}));
    if (!problems.isEmpty()) {
      return new Refused(problems);
    }
    int set = sandbox.number("set_new");
    List<RegoModule> library = new ArrayList<>(sources.library());
    for (RegoModule module : library) {
      if (Sources.add(sandbox, "set_library", set, module) instanceof Answer.Refusal(String why)) {
        return new Refused(List.of(ErrorText.parse(why, module.path()).problem()));
      }
    }
    if (Sources.add(sandbox, "set_policy", set, asked.policy())
        instanceof Answer.Refusal(String why)) {
      return new Refused(List.of(ErrorText.parse(why, "case.rego").problem()));
    }
    sandbox.ask("set_input", new int[] {set}, asked.input());
    ObjectNode values = Case.JSON.createObjectNode();
    for (String rule : List.of("result", "allow", "reason")) {
      switch (sandbox.ask("set_eval", new int[] {set, 0}, rule)) {
        case Answer.Value(String json) -> values.set(rule, Case.JSON.readTree(json));
        case Answer.Undefined _ -> {}
        case Answer.Refusal(String why) -> {
          return new Failed(why);
        }
      }
    }
    sandbox.tell("set_drop", set);
    return new Values(values);
  }

  /** Whether two JSON values are equal; 1 and 1.0 are. */
  static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
    if (a.isArray() && b.isArray()) {
      return a.size() == b.size()
          && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
    }
    if (a.isObject() && b.isObject()) {
      return a.size() == b.size()
          && a.propertyStream()
              .allMatch(e -> b.has(e.getKey()) && same(e.getValue(), b.get(e.getKey())));
    }
    return a.equals(b);
  }
}
