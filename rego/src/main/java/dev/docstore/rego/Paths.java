package dev.docstore.rego;

import dev.docstore.rego.Ast.Term;
import java.util.ArrayList;
import java.util.List;

/** Paths of names, such as {@code data.docstore.review.allow}. */
final class Paths {
  static final List<String> DATA = List.of("data");

  private Paths() {}

  /** The names of a reference up to its first part that is not constant, after {@code prefix}. */
  static List<String> of(List<String> prefix, Term reference) {
    List<String> path = new ArrayList<>(prefix);
    for (Term part : parts(reference)) {
      switch (part) {
        case Ast.Variable variable when path.size() == prefix.size() -> path.add(variable.name());
        case Ast.Constant constant when constant.type() == Ast.Type.STRING ->
            path.add(constant.text());
        default -> {
          return path;
        }
      }
    }
    return path;
  }

  /** The head of a reference, and its keys in their order. */
  static List<Term> parts(Term reference) {
    List<Term> parts = new ArrayList<>();
    Term rest = reference;
    while (rest instanceof Ast.Member member) {
      parts.addFirst(member.key());
      rest = member.base();
    }
    parts.addFirst(rest);
    return parts;
  }

  static boolean startsWith(List<String> path, List<String> prefix) {
    return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
  }

  static List<String> join(List<String> path, List<String> rest) {
    List<String> joined = new ArrayList<>(path);
    joined.addAll(rest);
    return joined;
  }

  static String print(List<String> path) {
    return String.join(".", path);
  }
}
