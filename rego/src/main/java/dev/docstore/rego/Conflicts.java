package dev.docstore.rego;

import dev.docstore.rego.Ast.Kind;
import dev.docstore.rego.Ast.Term;
import dev.docstore.rego.Program.Definition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Definitions of one name fit together. */
final class Conflicts {
  private final Program program;
  private final Findings findings;
  private final Set<List<String>> seen = new HashSet<>();

  private Conflicts(Program program, Findings findings) {
    this.program = program;
    this.findings = findings;
  }

  static void check(Program program, List<Ast.Module> modules, Findings findings) {
    Conflicts conflicts = new Conflicts(program, findings);
    for (Definition definition : program.definitions()) {
      conflicts.defaultValue(definition);
      conflicts.oldSet(definition);
      if (conflicts.seen.add(definition.path())) {
        conflicts.kinds(definition, program.at(definition.path()));
        conflicts.inside(definition);
      }
    }
    modules.forEach(conflicts::packages);
  }

  private void defaultValue(Definition definition) {
    if (definition.rule().kind() == Kind.DEFAULT
        && !definition.rule().heads().stream().allMatch(Conflicts::constant)) {
      add(
          definition,
          "the default of %1$s must be a constant; give it by a rule: %1$s := … if …"
              .formatted(name(definition)));
    }
  }

  /** {@code deny["no"]} was a set before version 1 of Rego. */
  private void oldSet(Definition definition) {
    if (definition.rule().kind() == Kind.OLD_SET) {
      add(
          definition,
          "members of a set need `contains`; write: %s contains …".formatted(name(definition)));
    }
  }

  /** Comprehensions are constant enough: nothing outside changes them. */
  private static boolean constant(Term term) {
    return switch (term) {
      case Ast.Constant _, Ast.Comprehension _ -> true;
      case Ast.Composite composite -> composite.items().stream().allMatch(Conflicts::constant);
      case Ast.Operation operation ->
          operation.operator().equals("-")
              && operation.operands().stream().allMatch(Conflicts::constant);
      default -> false;
    };
  }

  private void kinds(Definition first, List<Definition> all) {
    Definition earlier = null;
    for (Definition other : all) {
      if (other.rule().kind() == Kind.DEFAULT) {
        if (earlier != null) {
          add(
              other,
              "%s has a default already, in line %d of %s; remove one"
                  .formatted(name(other), earlier.rule().place().line(), earlier.module().path()));
        }
        earlier = other;
      }
      if (!kind(first).equals(kind(other))) {
        add(
            other,
            "%s is %s here and %s in line %d of %s; give one of them another name"
                .formatted(
                    name(other),
                    kind(other),
                    kind(first),
                    first.rule().place().line(),
                    first.module().path()));
      }
    }
  }

  private static String kind(Definition definition) {
    Ast.Rule rule = definition.rule();
    if (rule.isFunction()) {
      int arguments = rule.arguments().size();
      return "a function of " + (arguments == 1 ? "1 argument" : arguments + " arguments");
    }
    if (definition.open()) {
      return "an object";
    }
    return rule.kind() == Kind.VALUE || rule.kind() == Kind.DEFAULT ? "a value" : "a set";
  }

  /** {@code a := 1} leaves no room for {@code a.b := 2}. */
  private void inside(Definition outer) {
    if (outer.open()) {
      return;
    }
    for (Definition inner : program.definitions()) {
      if (inner.path().size() > outer.path().size()
          && Paths.startsWith(inner.path(), outer.path())
          && inner.module().home().size() < outer.path().size()) {
        add(
            inner,
            "%s lies inside %s, which is %s (line %d of %s); give one of them another name"
                .formatted(
                    name(inner),
                    name(outer),
                    kind(outer),
                    outer.rule().place().line(),
                    outer.module().path()));
      }
    }
  }

  private void packages(Ast.Module module) {
    for (Definition rule : program.definitions()) {
      if (!rule.open() && Paths.startsWith(module.home(), rule.path())) {
        findings.add(
            module,
            module.place(),
            "the package %s lies inside the rule %s (line %d of %s); give one of them another name"
                .formatted(
                    Paths.print(module.home().subList(1, module.home().size())),
                    name(rule),
                    rule.rule().place().line(),
                    rule.module().path()));
      }
    }
  }

  private static String name(Definition definition) {
    List<String> path = definition.path();
    return Paths.print(path.subList(definition.module().home().size(), path.size()));
  }

  private void add(Definition definition, String message) {
    findings.add(definition.module(), definition.rule().place(), message);
  }
}
