package dev.docstore.rego;

import java.util.List;
import java.util.Optional;

/** The syntax tree of a module, as far as the checks need it. */
interface Ast {

  /** Where something begins; both count from 1. */
  record Place(int line, int column) {}

  record Name(Place place, String text) {}

  record Module(
      String path, Place place, List<String> home, List<Import> imports, List<Rule> rules) {}

  /** What is imported, {@code data} included, and the name it has in the module. */
  record Import(Place place, List<String> path, String alias) {}

  enum Kind {
    DEFAULT,
    VALUE,
    SET,

    /** A set as it was written before {@code contains}. */
    OLD_SET,
    FUNCTION
  }

  /** A definition; {@code heads} are its value, or the members of a set, in front of the bodies. */
  record Rule(
      Place place,
      Kind kind,
      Term name,
      List<Term> arguments,
      List<Term> heads,
      List<Body> bodies) {
    boolean isFunction() {
      return kind == Kind.FUNCTION || (kind == Kind.DEFAULT && !arguments.isEmpty());
    }
  }

  /** One alternative; {@code heads} is the value of an {@code else}. */
  record Body(List<Term> heads, List<Statement> statements) {}

  sealed interface Term {
    Place place();
  }

  /** A number, a boolean, null, or a string with its text. */
  record Constant(Place place, Type type, String text) implements Term {}

  enum Type {
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    ARRAY,
    SET,
    OBJECT
  }

  record Variable(Place place, String name) implements Term {
    boolean isWildcard() {
      return name.equals("_");
    }
  }

  /** An array, a set, or an object, whose keys and values alternate. */
  record Composite(Place place, Type type, List<Term> items) implements Term {}

  /** The heads are one term, or the key and value of an object. */
  record Comprehension(Place place, Type type, List<Term> heads, List<Statement> body)
      implements Term {}

  record Call(Place place, Term function, List<Term> arguments) implements Term {}

  /** {@code base.key} and {@code base[key]}. */
  record Member(Place place, Term base, Term key) implements Term {}

  /** Arithmetic, comparison, set operation, membership, or a sign. */
  record Operation(Place place, String operator, List<Term> operands) implements Term {}

  /** {@code left := right}, which declares, or {@code left = right}. */
  record Binding(Place place, boolean declares, Term left, Term right) implements Term {}

  sealed interface Statement {
    Place place();

    List<With> withs();
  }

  record Condition(Place place, boolean negated, Term term, List<With> withs)
      implements Statement {}

  /** {@code some x, y}. */
  record Declaration(Place place, List<Name> names, List<With> withs) implements Statement {}

  /** {@code some key, value in collection}. */
  record Choice(Place place, Optional<Term> key, Term value, Term collection, List<With> withs)
      implements Statement {}

  /** {@code every names in domain { body }}. */
  record Every(Place place, List<Name> names, Term domain, List<Statement> body, List<With> withs)
      implements Statement {}

  record With(Place place, Term target, Term value) {}
}
