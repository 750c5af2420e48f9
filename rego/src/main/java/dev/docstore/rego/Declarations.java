package dev.docstore.rego;

import dev.docstore.rego.Ast.Name;
import dev.docstore.rego.Ast.Place;
import dev.docstore.rego.Ast.Statement;
import dev.docstore.rego.Ast.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Variables are declared once, before they are used, and then used. */
final class Declarations {
  private final Ast.Module module;
  private final Findings findings;

  private Declarations(Ast.Module module, Findings findings) {
    this.module = module;
    this.findings = findings;
  }

  static void check(Program.Definition definition, Findings findings) {
    Declarations check = new Declarations(definition.module(), findings);
    Ast.Rule rule = definition.rule();
    Set<String> arguments = Variables.in(rule.arguments());
    for (Ast.Body body : rule.bodies()) {
      List<Term> outside =
          Stream.of(rule.heads(), body.heads(), List.of(rule.name()))
              .flatMap(List::stream)
              .toList();
      check.query(body.statements(), outside, arguments);
      outside.forEach(check::closures);
    }
    rule.heads().forEach(check::closures);
  }

  private void query(List<Statement> statements, List<Term> outside, Set<String> arguments) {
    Map<String, Place> declared = new HashMap<>();
    Set<String> used = new HashSet<>();
    for (Statement statement : statements) {
      switch (statement) {
        case Ast.Condition(_, _, Ast.Binding binding, _) when binding.declares() -> {
          note(binding.right(), used);
          for (String name : new TreeSet<>(Variables.in(List.of(binding.left())))) {
            assign(name, binding.place(), declared, used, arguments);
          }
          closures(binding.right());
        }
        case Ast.Condition condition -> {
          note(condition.term(), used);
          closures(condition.term());
        }
        case Ast.Declaration declaration -> {
          for (Name name : declaration.names()) {
            declare(name.text(), name.place(), declared);
            if (!Variables.occurs(name.text(), statements)
                && !Variables.occursInAny(name.text(), outside)) {
              unused(name);
            }
          }
        }
        case Ast.Choice choice -> {
          note(choice.collection(), used);
          Set<String> names = new TreeSet<>(Variables.in(choice.key().stream().toList()));
          names.addAll(Variables.in(List.of(choice.value())));
          names.forEach(name -> declare(name, choice.place(), declared));
          closures(choice.collection());
        }
        case Ast.Every every -> {
          note(every.domain(), used);
          for (Name name : every.names()) {
            if (!name.text().equals("_") && !Variables.occurs(name.text(), every.body())) {
              unused(name);
            }
          }
          closures(every.domain());
          query(every.body(), List.of(), Set.of());
        }
      }
    }
  }

  private void assign(
      String name,
      Place place,
      Map<String, Place> declared,
      Set<String> used,
      Set<String> arguments) {
    Place earlier = declared.putIfAbsent(name, place);
    if (earlier != null) {
      findings.add(
          module,
          place,
          "%s has a value already, from line %d; `:=` declares a variable, so write `%s == …` to compare, or take another name"
              .formatted(name, earlier.line(), name));
    } else if (arguments.contains(name)) {
      findings.add(
          module,
          place,
          "%s is an argument of this function; take another name, or write `%s == …` to compare"
              .formatted(name, name));
    } else if (used.contains(name)) {
      findings.add(
          module,
          place,
          "%s is used above its declaration; put `%s := …` before its first use"
              .formatted(name, name));
    }
  }

  private void declare(String name, Place place, Map<String, Place> declared) {
    Place earlier = declared.putIfAbsent(name, place);
    if (earlier != null) {
      findings.add(
          module,
          place,
          "%s is declared already, in line %d; take another name".formatted(name, earlier.line()));
    }
  }

  private void unused(Name name) {
    findings.add(
        module,
        name.place(),
        "%s is declared and never used; remove it, or write _ in its place".formatted(name.text()));
  }

  /** Adds the variables that a term names; a comprehension keeps those that it declares. */
  private static void note(Term term, Set<String> used) {
    switch (term) {
      case Ast.Variable variable -> used.add(variable.name());
      case Ast.Composite composite -> composite.items().forEach(item -> note(item, used));
      case Ast.Call call -> call.arguments().forEach(argument -> note(argument, used));
      case Ast.Member member -> {
        note(member.base(), used);
        note(member.key(), used);
      }
      case Ast.Operation operation -> operation.operands().forEach(operand -> note(operand, used));
      case Ast.Binding binding -> {
        note(binding.left(), used);
        note(binding.right(), used);
      }
      case Ast.Comprehension comprehension -> {
        Set<String> inside = new HashSet<>();
        comprehension.heads().forEach(head -> note(head, inside));
        for (Statement statement : comprehension.body()) {
          if (statement instanceof Ast.Condition condition) {
            note(condition.term(), inside);
          }
        }
        inside.removeAll(Variables.declared(comprehension.body(), Set.of()));
        used.addAll(inside);
      }
      case Ast.Constant _ -> {}
    }
  }

  /** Looks into comprehensions, which have declarations of their own. */
  private void closures(Term term) {
    switch (term) {
      case Ast.Comprehension comprehension -> {
        query(comprehension.body(), comprehension.heads(), Set.of());
        comprehension.heads().forEach(this::closures);
      }
      case Ast.Composite composite -> composite.items().forEach(this::closures);
      case Ast.Call call -> call.arguments().forEach(this::closures);
      case Ast.Member member -> {
        closures(member.base());
        closures(member.key());
      }
      case Ast.Operation operation -> operation.operands().forEach(this::closures);
      case Ast.Binding binding -> {
        closures(binding.left());
        closures(binding.right());
      }
      case Ast.Constant _, Ast.Variable _ -> {}
    }
  }
}
