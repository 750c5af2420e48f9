package dev.docstore.rego;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Finds what is wrong with modules before any of them runs: the engine itself notices an unknown
 * function or a variable without a value only when evaluation comes past it.
 */
final class RegoCheck {
  private final Findings findings = new Findings();
  private final Builtins builtins;

  private RegoCheck(Builtins builtins) {
    this.builtins = builtins;
  }

  /** All problems of a set, by path and line. */
  static List<Problem> problems(Sources sources, Parser parser) {
    RegoCheck check = new RegoCheck(new Builtins(parser.functions()));
    List<Ast.Module> shared = check.parse(sources.library(), parser);
    List<Ast.Module> own = check.parse(sources.policies(), parser);
    // What an unreadable library would define is unknown: every use of it would look wrong.
    if (shared.size() == sources.library().size()) {
      check.program(shared);
      for (Ast.Module policy : own) {
        List<Ast.Module> visible = new ArrayList<>(shared);
        visible.add(policy);
        check.program(visible);
      }
    }
    return check.findings.sorted();
  }

  private List<Ast.Module> parse(List<RegoModule> modules, Parser parser) {
    List<Ast.Module> parsed = new ArrayList<>();
    for (RegoModule module : modules) {
      switch (parser.parse(module)) {
        case Answer.Value(String json) -> {
          try {
            parsed.add(AstReader.read(module, json));
          } catch (StreamConstraintsException tooDeep) {
            findings.add(new Problem(module.path(), 1, 0, "this is nested too deeply; split it"));
          }
        }
        case Answer.Refusal(String error) -> findings.add(SyntaxLessons.problem(module, error));
        case Answer.Undefined _ -> throw new IllegalStateException("no tree of " + module.path());
      }
    }
    return parsed;
  }

  private void program(List<Ast.Module> modules) {
    Program program = new Program(modules);
    modules.forEach(module -> ImportCheck.check(program, module, findings));
    Conflicts.check(program, modules, findings);
    Recursion.check(program, findings);
    for (Program.Definition definition : program.definitions()) {
      FunctionCheck.check(program, builtins, definition, findings);
      Declarations.check(definition, findings);
      TypeCheck.check(program, builtins, definition, findings);
      Safety.check(program, builtins, definition, findings);
    }
  }
}
