package dev.docstore.rego;

import dev.docstore.rego.Program.Definition;
import dev.docstore.rego.Uses.Manner;
import dev.docstore.rego.Uses.Use;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Calls name functions that exist, with as many arguments as they take. */
final class FunctionCheck {
  private final Program program;
  private final Builtins builtins;
  private final Ast.Module module;
  private final Findings findings;

  private FunctionCheck(Program program, Builtins builtins, Ast.Module module, Findings findings) {
    this.program = program;
    this.builtins = builtins;
    this.module = module;
    this.findings = findings;
  }

  static void check(Program program, Builtins builtins, Definition definition, Findings findings) {
    var check = new FunctionCheck(program, builtins, definition.module(), findings);
    for (Use use : Uses.of(program, definition)) {
      switch (use.manner()) {
        case CALL, STATEMENT -> check.call(use);
        case READ -> check.read(use);
        case REPLACE -> check.replaced(use);
      }
    }
  }

  private void call(Use use) {
    List<Definition> called = use.path().map(program::at).orElse(List.of());
    if (called.isEmpty()) {
      if (use.path().isEmpty() && builtins.has(use.written())) {
        arguments(use, builtins.arity(use.written()).orElseThrow());
      } else {
        findings.add(module, use.place(), builtins.unknown(use.written(), functions()));
      }
      return;
    }
    Optional<Definition> function = called.stream().filter(d -> d.rule().isFunction()).findAny();
    if (function.isPresent()) {
      arguments(use, function.get().rule().arguments().size());
    } else {
      findings.add(
          module,
          use.place(),
          "%s is no function but a rule (line %d); write it without parentheses"
              .formatted(use.written(), called.getFirst().rule().place().line()));
    }
  }

  private void arguments(Use use, int arity) {
    int given = use.arguments();
    boolean withResult = use.manner() == Manner.STATEMENT && given == arity + 1;
    if (arity != Builtins.ANY_NUMBER && given != arity && !withResult) {
      findings.add(
          module,
          use.place(),
          "%s takes %s, not %d"
              .formatted(use.written(), arity == 1 ? "1 argument" : arity + " arguments", given));
    }
  }

  private void read(Use use) {
    boolean function =
        use.path().map(program::at).orElse(List.of()).stream()
            .anyMatch(definition -> definition.rule().isFunction());
    if (function) {
      findings.add(
          module,
          use.place(),
          "%s is a function; call it: %s(…)".formatted(use.written(), use.written()));
    }
  }

  private void replaced(Use use) {
    List<Definition> rules = use.path().map(program::at).orElse(List.of());
    if (!rules.isEmpty()
        && !use.written().startsWith("data.")
        && rules.stream().noneMatch(rule -> rule.rule().isFunction())) {
      findings.add(
          module,
          use.place(),
          "this server replaces a rule only by its whole name; write: with %s as …"
              .formatted(Paths.print(rules.getFirst().path())));
    }
    if (use.path().isEmpty() && !builtins.has(use.written())) {
      findings.add(
          module,
          use.place(),
          "`with` can replace parts of input or data, rules and functions, and %s is none of these"
              .formatted(use.written()));
    }
  }

  /** The functions as this module may write them. */
  private Set<String> functions() {
    Set<String> names = new TreeSet<>();
    for (Definition definition : program.definitions()) {
      if (definition.rule().isFunction()) {
        List<String> path = definition.path();
        List<String> home = module.home();
        names.add(
            Paths.print(
                Paths.startsWith(path, home) ? path.subList(home.size(), path.size()) : path));
      }
    }
    return names;
  }
}
