package dev.docstore.rego;

import dev.docstore.rego.Ast.Statement;
import dev.docstore.rego.Ast.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what can never hold because of types that stand in the text: of constants, of results of
 * built-in functions, and of variables that have one of these.
 */
final class TypeCheck {
  private static final Set<String> ARITHMETIC = Set.of("Add", "Mul", "Div", "Mod");

  private final Program program;
  private final Builtins builtins;
  private final Ast.Module module;
  private final Findings findings;
  private final Map<String, Ast.Type> variables = new HashMap<>();

  private TypeCheck(Program program, Builtins builtins, Ast.Module module, Findings findings) {
    this.program = program;
    this.builtins = builtins;
    this.module = module;
    this.findings = findings;
  }

  static void check(
      Program program, Builtins builtins, Program.Definition definition, Findings findings) {
    Ast.Rule rule = definition.rule();
    var nothing = new TypeCheck(program, builtins, definition.module(), findings);
    rule.heads().forEach(nothing::visit);
    for (Ast.Body body : rule.bodies()) {
      var check = new TypeCheck(program, builtins, definition.module(), findings);
      check.query(body.statements());
      body.heads().forEach(check::visit);
    }
  }

  private void query(List<Statement> statements) {
    remember(statements);
    for (Statement statement : statements) {
      switch (statement) {
        case Ast.Condition condition when condition.withs().isEmpty() -> visit(condition.term());
        case Ast.Choice choice -> visit(choice.collection());
        case Ast.Every every -> visit(every.domain());
        case Ast.Condition _, Ast.Declaration _ -> {}
      }
    }
  }

  /** A variable that is declared once has the type of its value. */
  private void remember(List<Statement> statements) {
    Set<String> twice = new HashSet<>();
    for (Statement statement : statements) {
      if (statement
              instanceof
              Ast.Condition(_, _, Ast.Binding(_, boolean declares, Term left, Term right), _)
          && declares
          && left instanceof Ast.Variable variable) {
        Ast.Type type = type(right);
        if (!twice.add(variable.name()) || type == null) {
          variables.remove(variable.name());
        } else {
          variables.put(variable.name(), type);
        }
      }
    }
  }

  private void visit(Term term) {
    switch (term) {
      case Ast.Constant _, Ast.Variable _ -> {}
      case Ast.Composite composite -> composite.items().forEach(this::visit);
      case Ast.Member member -> visit(member.base());
      case Ast.Call call -> {
        call(call);
        call.arguments().forEach(this::visit);
      }
      case Ast.Operation operation -> {
        operation(operation);
        operation.operands().forEach(this::visit);
      }
      case Ast.Binding binding -> {
        if (!binding.declares()) {
          comparison(binding.left(), binding.right());
        }
        visit(binding.right());
      }
      // Names inside may be others than those outside.
      case Ast.Comprehension _ -> {}
    }
  }

  private void call(Ast.Call call) {
    Builtins.Signature known = signature(call);
    if (known == null || call.arguments().size() < known.arguments().size()) {
      return;
    }
    for (int i = 0; i < known.arguments().size(); i++) {
      Ast.Type wanted = known.arguments().get(i);
      Ast.Type given = type(call.arguments().get(i));
      if (wanted != null && given != null && wanted != given) {
        add(
            call.arguments().get(i),
            "argument %d of %s is %s, not %s"
                .formatted(
                    i + 1,
                    Paths.print(Paths.of(List.of(), call.function())),
                    said(wanted),
                    said(given)));
      }
    }
  }

  private void operation(Ast.Operation operation) {
    if (ARITHMETIC.contains(operation.operator())) {
      for (Term operand : operation.operands()) {
        Ast.Type type = type(operand);
        if (type != null && type != Ast.Type.NUMBER) {
          add(operand, "arithmetic needs numbers, and this is %s".formatted(said(type)));
        }
      }
    } else if (operation.operator().equals("Eq")) {
      comparison(operation.operands().get(0), operation.operands().get(1));
    }
  }

  private void comparison(Term left, Term right) {
    Ast.Type one = type(left);
    Ast.Type other = type(right);
    if (one != null && other != null && one != other) {
      add(left, "%s is never equal to %s".formatted(said(one), said(other)));
    }
  }

  private Ast.@Nullable Type type(Term term) {
    return switch (term) {
      case Ast.Constant constant -> constant.type();
      case Ast.Composite composite -> composite.type();
      case Ast.Comprehension comprehension -> comprehension.type();
      case Ast.Variable variable -> variables.get(variable.name());
      case Ast.Call call -> {
        Builtins.Signature known = signature(call);
        yield known == null ? null : known.result();
      }
      case Ast.Operation operation ->
          ARITHMETIC.contains(operation.operator()) ? Ast.Type.NUMBER : null;
      case Ast.Member _, Ast.Binding _ -> null;
    };
  }

  private Builtins.@Nullable Signature signature(Ast.Call call) {
    if (program.resolve(module, call.function(), Set.of()).isPresent()) {
      return null;
    }
    return builtins.signature(Paths.print(Paths.of(List.of(), call.function()))).orElse(null);
  }

  private static String said(Ast.Type type) {
    String name = type.name().toLowerCase(Locale.ROOT);
    if (type == Ast.Type.NULL) {
      return name;
    }
    return (type == Ast.Type.ARRAY || type == Ast.Type.OBJECT ? "an " : "a ") + name;
  }

  private void add(Term term, String message) {
    findings.add(module, term.place(), message);
  }
}
