package dev.docstore.rego;

import dev.docstore.rego.Ast.Place;
import dev.docstore.rego.Ast.Statement;
import dev.docstore.rego.Ast.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every variable gets its values from somewhere. Expressions may stand in any order: one after the
 * other is taken that needs nothing but what the ones before it give, and what none of them gives
 * has no value.
 */
final class Safety {
  /** Comprehensions in comprehensions are looked at again and again: somewhere is an end. */
  private static final int MOST_STEPS = 200_000;

  /** A rule that takes more steps than anybody would write. */
  private static final class TooComplex extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Program program;
  private final Builtins builtins;
  private final Ast.Module module;

  private int steps;

  private Safety(Program program, Builtins builtins, Ast.Module module) {
    this.program = program;
    this.builtins = builtins;
    this.module = module;
  }

  static void check(
      Program program, Builtins builtins, Program.Definition definition, Findings findings) {
    Ast.Rule rule = definition.rule();
    if (rule.kind() == Ast.Kind.DEFAULT) {
      return;
    }
    try {
      unsafe(program, builtins, definition)
          .forEach((name, place) -> findings.add(definition.module(), place, message(name)));
    } catch (TooComplex tooComplex) {
      findings.add(
          definition.module(), rule.place(), "this rule is too complex; split it into several");
    }
  }

  private static Map<String, Place> unsafe(
      Program program, Builtins builtins, Program.Definition definition) {
    Ast.Rule rule = definition.rule();
    Safety safety = new Safety(program, builtins, definition.module());
    Set<String> arguments = Variables.in(rule.arguments());
    List<Term> keys = Paths.parts(rule.name());
    Map<String, Place> unsafe = new LinkedHashMap<>();
    boolean first = true;
    for (Ast.Body body : rule.bodies()) {
      List<Term> heads = new ArrayList<>(body.heads());
      if (first) {
        heads.addAll(keys.subList(1, keys.size()));
        heads.addAll(rule.heads());
      }
      // The value of an `else` is its own: the first head belongs to the first body.
      first = false;
      safety.unsafe(body.statements(), heads, arguments, arguments).forEach(unsafe::putIfAbsent);
    }
    if (rule.bodies().isEmpty()) {
      unsafe.putAll(safety.unsafe(List.of(), rule.heads(), arguments, arguments));
    }
    return unsafe;
  }

  private static String message(String name) {
    return name.equals("_")
        ? "_ has no value here; name a variable and give it one: some x in …"
        : "%s has no value: it is no rule, no import, and no expression gives it one; write %s := … or some %s in …"
            .formatted(name, name, name);
  }

  /** The variables of a query that get no value, and where they stand first. */
  private Map<String, Place> unsafe(
      List<Statement> statements, List<Term> heads, Set<String> outerBound, Set<String> outer) {
    Set<String> locals = Variables.declared(statements, outer);
    Set<String> bound = new HashSet<>(outerBound);
    // A query that declares a name of its own does not mean the outer one.
    Variables.declared(statements, Set.of()).forEach(bound::remove);
    List<Pending> pending = new ArrayList<>();
    statements.forEach(statement -> pending.add(needs -> statement(statement, needs)));
    heads.forEach(head -> pending.add(needs -> needs.value(head)));
    boolean progress = true;
    while (progress) {
      progress = false;
      for (var waiting = pending.iterator(); waiting.hasNext(); ) {
        Needs needs = new Needs(bound, locals);
        if (++steps > MOST_STEPS) {
          throw new TooComplex();
        }
        waiting.next().scan(needs);
        progress |= bound.addAll(needs.certain);
        if (needs.missing().isEmpty()) {
          bound.addAll(needs.given);
          waiting.remove();
          progress = true;
        }
      }
    }
    Map<String, Place> unsafe = new LinkedHashMap<>();
    for (Pending left : pending) {
      Needs needs = new Needs(bound, locals);
      left.scan(needs);
      needs.missing().forEach(unsafe::putIfAbsent);
    }
    return unsafe;
  }

  private interface Pending {
    void scan(Needs needs);
  }

  private void statement(Statement statement, Needs needs) {
    switch (statement) {
      case Ast.Condition(_, boolean negated, Term term, _) -> {
        if (negated) {
          needs.strict = true;
          needs.value(term);
          needs.strict = false;
        } else if (term instanceof Ast.Binding binding) {
          needs.binding(binding);
        } else {
          needs.value(term);
        }
      }
      case Ast.Declaration _ -> {}
      case Ast.Choice choice -> {
        needs.value(choice.collection());
        choice.key().ifPresent(needs::pattern);
        needs.pattern(choice.value());
      }
      case Ast.Every every -> {
        needs.value(every.domain());
        Set<String> names = new HashSet<>();
        every.names().forEach(name -> names.add(name.text()));
        needs.closure(every.body(), List.of(), names);
      }
    }
    statement.withs().forEach(with -> needs.value(with.value()));
  }

  /** What one expression needs and gives, while some variables have values. */
  private final class Needs {
    private final Set<String> bound;
    private final Set<String> locals;
    private final Map<String, Place> needed = new LinkedHashMap<>();
    private final Set<String> given = new HashSet<>();

    /** Given by a part of the expression that waits for nothing else. */
    private final Set<String> certain = new HashSet<>();

    /** Under {@code not}, where nothing is given. */
    private boolean strict;

    Needs(Set<String> bound, Set<String> locals) {
      this.bound = bound;
      this.locals = locals;
    }

    Map<String, Place> missing() {
      Map<String, Place> missing = new LinkedHashMap<>(needed);
      missing.keySet().removeAll(bound);
      missing.keySet().removeAll(given);
      return missing;
    }

    private boolean isLocal(String name) {
      return locals.contains(name) || !program.isGlobal(module, name);
    }

    private void need(Ast.Variable variable) {
      if (isLocal(variable.name())) {
        needed.putIfAbsent(variable.name(), variable.place());
      }
    }

    void value(Term term) {
      switch (term) {
        case Ast.Constant _ -> {}
        case Ast.Variable variable -> need(variable);
        case Ast.Composite composite -> composite.items().forEach(this::value);
        case Ast.Operation operation -> operation.operands().forEach(this::value);
        case Ast.Binding binding -> {
          value(binding.left());
          value(binding.right());
        }
        case Ast.Member member -> {
          value(member.base());
          pattern(member.key());
        }
        case Ast.Call call -> call(call);
        case Ast.Comprehension comprehension ->
            closure(comprehension.body(), comprehension.heads(), Set.of());
      }
    }

    private void call(Ast.Call call) {
      int takes = arity(call);
      for (int i = 0; i < call.arguments().size(); i++) {
        if (takes != Builtins.ANY_NUMBER && i >= takes) {
          pattern(call.arguments().get(i));
        } else {
          value(call.arguments().get(i));
        }
      }
    }

    private int arity(Ast.Call call) {
      List<Program.Definition> called =
          program.resolve(module, call.function(), locals).map(program::at).orElse(List.of());
      return called.stream()
          .filter(definition -> definition.rule().isFunction())
          .findAny()
          .map(definition -> definition.rule().arguments().size())
          .or(() -> builtins.arity(Paths.print(Paths.of(List.of(), call.function()))))
          .orElse(Builtins.ANY_NUMBER);
    }

    /** A place where variables take values: a key, or what something is matched with. */
    void pattern(Term term) {
      switch (term) {
        case Ast.Variable variable when strict -> need(variable);
        case Ast.Variable variable -> {
          if (isLocal(variable.name()) && !variable.isWildcard()) {
            given.add(variable.name());
          }
        }
        case Ast.Composite(_, Ast.Type type, List<Term> items) -> {
          for (int i = 0; i < items.size(); i++) {
            if (type == Ast.Type.OBJECT && i % 2 == 0 && !strict) {
              value(items.get(i));
            } else {
              pattern(items.get(i));
            }
          }
        }
        default -> value(term);
      }
    }

    void binding(Ast.Binding binding) {
      if (binding.declares()) {
        value(binding.right());
        pattern(binding.left());
      } else {
        unify(binding.left(), binding.right());
      }
    }

    /** The side that has a value gives values to the variables of the other. */
    private void unify(Term left, Term right) {
      if (left instanceof Ast.Composite a
          && right instanceof Ast.Composite b
          && a.type() == b.type()
          && a.items().size() == b.items().size()) {
        for (int i = 0; i < a.items().size(); i++) {
          unify(a.items().get(i), b.items().get(i));
        }
      } else if (hasValue(right)) {
        value(right);
        matched(left);
      } else if (hasValue(left)) {
        value(left);
        matched(right);
      } else {
        value(left);
        value(right);
      }
    }

    private void matched(Term pattern) {
      Needs side = new Needs(bound, locals);
      side.pattern(pattern);
      if (side.missing().isEmpty()) {
        certain.addAll(side.given);
      }
      pattern(pattern);
    }

    private boolean hasValue(Term term) {
      Needs side = new Needs(bound, locals);
      side.value(term);
      return side.missing().isEmpty();
    }

    void closure(List<Statement> body, List<Term> heads, Set<String> names) {
      Set<String> inside = new HashSet<>(bound);
      inside.addAll(names);
      Set<String> visible = new HashSet<>(locals);
      visible.addAll(names);
      unsafe(body, heads, inside, visible).forEach(needed::putIfAbsent);
    }
  }
}
