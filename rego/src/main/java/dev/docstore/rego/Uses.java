package dev.docstore.rego;

import dev.docstore.rego.Ast.Place;
import dev.docstore.rego.Ast.Statement;
import dev.docstore.rego.Ast.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a rule refers to and calls, wherever in it. */
final class Uses {

  enum Manner {
    READ,
    CALL,

    /**
     * A call that is an expression of its own, which may match its result with one argument more.
     */
    STATEMENT,
    REPLACE
  }

  /**
   * One use. The path is that of a global name, as far as it is constant, which is all of it if
   * {@code whole}; {@code written} is the constant part as it stands in the source; {@code
   * arguments} counts those of a call.
   */
  record Use(
      Place place,
      Manner manner,
      Optional<List<String>> path,
      boolean whole,
      String written,
      int arguments) {}

  private final Program program;
  private final Ast.Module module;
  private final List<Use> found = new ArrayList<>();

  private Uses(Program program, Ast.Module module) {
    this.program = program;
    this.module = module;
  }

  static List<Use> of(Program program, Program.Definition definition) {
    Uses uses = new Uses(program, definition.module());
    Ast.Rule rule = definition.rule();
    Set<String> arguments = Variables.in(rule.arguments());
    List<Term> keys = Paths.parts(rule.name());
    if (rule.bodies().isEmpty()) {
      uses.visit(rule.heads(), arguments);
    }
    for (Ast.Body body : rule.bodies()) {
      Set<String> locals = Variables.declared(body.statements(), arguments);
      uses.visit(keys.subList(1, keys.size()), locals);
      uses.visit(rule.heads(), locals);
      uses.visit(body.heads(), locals);
      uses.query(body.statements(), locals);
    }
    return uses.found;
  }

  private void query(List<Statement> statements, Set<String> locals) {
    for (Statement statement : statements) {
      switch (statement) {
        case Ast.Condition(_, _, Ast.Call call, _) -> call(call, Manner.STATEMENT, locals);
        case Ast.Condition condition -> visit(condition.term(), locals);
        case Ast.Declaration _ -> {}
        case Ast.Choice choice -> {
          choice.key().ifPresent(key -> visit(key, locals));
          visit(choice.value(), locals);
          visit(choice.collection(), locals);
        }
        case Ast.Every every -> {
          visit(every.domain(), locals);
          Set<String> inner = new HashSet<>(locals);
          every.names().forEach(name -> inner.add(name.text()));
          query(every.body(), Variables.declared(every.body(), inner));
        }
      }
      for (Ast.With with : statement.withs()) {
        add(with.target(), Manner.REPLACE, 0, locals);
        replacement(with.value(), locals);
      }
    }
  }

  /** A function may stand in for another without being called. */
  private void replacement(Term value, Set<String> locals) {
    boolean name =
        program.resolve(module, value, locals).map(program::at).orElse(List.of()).stream()
            .anyMatch(definition -> definition.rule().isFunction());
    if (!name) {
      visit(value, locals);
    }
  }

  private void call(Ast.Call call, Manner manner, Set<String> locals) {
    add(call.function(), manner, call.arguments().size(), locals);
    visit(call.arguments(), locals);
  }

  private void visit(List<Term> terms, Set<String> locals) {
    terms.forEach(term -> visit(term, locals));
  }

  private void visit(Term term, Set<String> locals) {
    switch (term) {
      case Ast.Constant _ -> {}
      case Ast.Variable _ -> add(term, Manner.READ, 0, locals);
      case Ast.Member _ -> {
        List<Term> parts = Paths.parts(term);
        add(term, Manner.READ, 0, locals);
        Term head = parts.getFirst();
        visit(head instanceof Ast.Variable ? parts.subList(1, parts.size()) : parts, locals);
      }
      case Ast.Call call -> call(call, Manner.CALL, locals);
      case Ast.Composite composite -> visit(composite.items(), locals);
      case Ast.Operation operation -> visit(operation.operands(), locals);
      case Ast.Binding binding -> visit(List.of(binding.left(), binding.right()), locals);
      case Ast.Comprehension comprehension -> {
        Set<String> inner = Variables.declared(comprehension.body(), locals);
        visit(comprehension.heads(), inner);
        query(comprehension.body(), inner);
      }
    }
  }

  private void add(Term reference, Manner manner, int arguments, Set<String> locals) {
    List<Term> parts = Paths.parts(reference);
    Optional<List<String>> path = program.resolve(module, reference, locals);
    if (manner != Manner.READ || path.isPresent()) {
      List<String> written = Paths.of(List.of(), reference);
      found.add(
          new Use(
              parts.getFirst().place(),
              manner,
              path,
              written.size() == parts.size(),
              Paths.print(written),
              arguments));
    }
  }
}
