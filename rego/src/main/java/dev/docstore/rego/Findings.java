package dev.docstore.rego;

import dev.docstore.rego.Ast.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems; each is told once, in the order of paths and lines. */
final class Findings {
  private final List<Problem> problems = new ArrayList<>();

  void add(Ast.Module module, Place place, String message) {
    add(new Problem(module.path(), place.line(), place.column(), message));
  }

  void add(Problem problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  List<Problem> sorted() {
    return problems.stream()
        .sorted(
            Comparator.comparing(Problem::path)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }
}
