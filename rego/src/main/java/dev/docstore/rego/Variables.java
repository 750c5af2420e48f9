package dev.docstore.rego;

import dev.docstore.rego.Ast.Statement;
import dev.docstore.rego.Ast.Term;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which variables a term or a query names. */
final class Variables {
  private Variables() {}

  /** The variables of patterns: arrays and objects are looked into, references are not. */
  static Set<String> in(Collection<Term> patterns) {
    Set<String> names = new HashSet<>();
    patterns.forEach(pattern -> collect(pattern, names));
    return names;
  }

  private static void collect(Term pattern, Set<String> names) {
    switch (pattern) {
      case Ast.Variable variable when !variable.isWildcard() -> names.add(variable.name());
      case Ast.Composite composite -> composite.items().forEach(item -> collect(item, names));
      default -> {}
    }
  }

  /** The outer names and those that a query declares itself, which hide global names. */
  static Set<String> declared(List<Statement> query, Set<String> outer) {
    Set<String> names = new HashSet<>(outer);
    for (Statement statement : query) {
      switch (statement) {
        case Ast.Declaration declaration ->
            declaration.names().forEach(name -> names.add(name.text()));
        case Ast.Choice choice -> {
          choice.key().ifPresent(key -> collect(key, names));
          collect(choice.value(), names);
        }
        case Ast.Condition(_, _, Ast.Binding(_, boolean declares, Term left, _), _) when declares ->
            collect(left, names);
        default -> {}
      }
    }
    return names;
  }

  /** How often a name stands in a query, nested ones included. */
  static boolean occurs(String name, List<Statement> query) {
    return query.stream().anyMatch(statement -> occurs(name, statement));
  }

  private static boolean occurs(String name, Statement statement) {
    boolean here =
        switch (statement) {
          case Ast.Condition condition -> occurs(name, condition.term());
          case Ast.Declaration _ -> false;
          case Ast.Choice choice ->
              choice.key().filter(key -> occurs(name, key)).isPresent()
                  || occurs(name, choice.value())
                  || occurs(name, choice.collection());
          case Ast.Every every -> occurs(name, every.domain()) || occurs(name, every.body());
        };
    return here || statement.withs().stream().anyMatch(with -> occurs(name, with.value()));
  }

  static boolean occurs(String name, Term term) {
    return switch (term) {
      case Ast.Constant _ -> false;
      case Ast.Variable variable -> variable.name().equals(name);
      case Ast.Composite composite -> occursInAny(name, composite.items());
      case Ast.Comprehension comprehension ->
          occursInAny(name, comprehension.heads()) || occurs(name, comprehension.body());
      case Ast.Call call -> occursInAny(name, call.arguments());
      case Ast.Member member -> occurs(name, member.base()) || occurs(name, member.key());
      case Ast.Operation operation -> occursInAny(name, operation.operands());
      case Ast.Binding binding -> occurs(name, binding.left()) || occurs(name, binding.right());
    };
  }

  static boolean occursInAny(String name, List<Term> terms) {
    return terms.stream().anyMatch(term -> occurs(name, term));
  }
}
