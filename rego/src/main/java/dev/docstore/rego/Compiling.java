package dev.docstore.rego;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Compiles one set on the thread of one worker. */
final class Compiling {

  private final RegoEngine engine;
  private final Worker worker;
  private final Sources sources;
  private final List<Problem> problems = new ArrayList<>();
  private final List<PolicySet.Policy> policies = new ArrayList<>();
  private String at = "";

  Compiling(RegoEngine engine, Worker worker, Sources sources) {
    this.engine = engine;
    this.worker = worker;
    this.sources = sources;
  }

  Compilation run(Instant now, String limit) {
    try {
      return worker.watched(null, () -> compile(now));
    } catch (SandboxFailure failure) {
      String why =
          failure.kind() == SandboxFailure.Kind.INTERRUPTED
              ? "takes longer than " + limit + " to compile"
              : "cannot be compiled: " + failure.getMessage();
      return new Compilation.Refused(List.of(new Problem(at, 1, 0, why)));
    }
  }

  private Compilation compile(Instant now) {
    problems.clear();
    policies.clear();
    Sandbox sandbox = worker.sandbox(now);
    List<Problem> mistakes = RegoCheck.problems(sources, new Parser(sandbox, path -> at = path));
    if (!mistakes.isEmpty()) {
      return new Compilation.Refused(mistakes);
    }
    int set = sandbox.number("set_new");
    for (RegoModule module : sources.library()) {
      at = module.path();
      note(Sources.add(sandbox, "set_library", set, module));
    }
    if (problems.isEmpty() && !sources.library().isEmpty()) {
      note(sandbox.ask("set_check_library", new int[] {set}));
    }
    if (problems.isEmpty()) {
      for (RegoModule module : sources.policies()) {
        at = module.path();
        policy(Sources.add(sandbox, "set_policy", set, module));
      }
    }
    if (!problems.isEmpty()) {
      sandbox.tell("set_drop", set);
      return new Compilation.Refused(problems);
    }
    PolicySet compiled = new PolicySet(engine, sources, policies);
    worker.adopt(compiled, set);
    return new Compilation.Compiled(compiled);
  }

  private void note(Answer answer) {
    if (answer instanceof Answer.Refusal(String text)) {
      Problem said = ErrorText.parse(text, at).problem();
      problems.add(
          new Problem(
              said.path(), said.line(), said.column(), SyntaxLessons.plain(said.message())));
    }
  }

  private void policy(Answer answer) {
    note(answer);
    if (answer instanceof Answer.Value(String reference)) {
      policies.add(new PolicySet.Policy(at, reference.substring(reference.lastIndexOf('.') + 1)));
    }
  }
}
