package dev.docstore.rego;

import java.util.Comparator;
import java.util.List;

/** The texts of a policy set, by path. */
record Sources(List<RegoModule> policies, List<RegoModule> library) {

  Sources {
    policies = policies.stream().sorted(Comparator.comparing(RegoModule::path)).toList();
    library = library.stream().sorted(Comparator.comparing(RegoModule::path)).toList();
  }

  /** Loads what compiled before. */
  int load(Sandbox sandbox) {
    int set = sandbox.number("set_new");
    for (RegoModule module : library) {
      expect(add(sandbox, "set_library", set, module), module);
    }
    for (RegoModule module : policies) {
      expect(add(sandbox, "set_policy", set, module), module);
    }
    return set;
  }

  static Answer add(Sandbox sandbox, String function, int set, RegoModule module) {
    return sandbox.ask(function, new int[] {set}, module.path(), module.source());
  }

  private static void expect(Answer answer, RegoModule module) {
    if (answer instanceof Answer.Refusal(String text)) {
      throw new IllegalStateException(module.path() + " compiled before, but now: " + text);
    }
  }
}
