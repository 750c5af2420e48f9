package dev.docstore.rego;

import dev.docstore.rego.Ast.Rule;
import dev.docstore.rego.Ast.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The modules that see one another: a policy with the library, or the library alone. */
final class Program {

  /** A definition and where it stands; {@code path} ends where the name stops being constant. */
  record Definition(Ast.Module module, Rule rule, List<String> path, boolean open) {}

  private final List<Ast.Module> modules;
  private final List<Definition> definitions = new ArrayList<>();
  private final Map<List<String>, List<Definition>> byPath = new HashMap<>();
  private final Map<List<String>, Set<String>> namesOfPackages = new HashMap<>();

  Program(List<Ast.Module> modules) {
    this.modules = modules;
    for (Ast.Module module : modules) {
      for (Rule rule : module.rules()) {
        add(module, rule);
      }
    }
  }

  private void add(Ast.Module module, Rule rule) {
    List<String> path = Paths.of(module.home(), rule.name());
    boolean open = path.size() < module.home().size() + Paths.parts(rule.name()).size();
    Definition definition = new Definition(module, rule, path, open);
    definitions.add(definition);
    byPath.computeIfAbsent(path, _ -> new ArrayList<>()).add(definition);
    namesOfPackages
        .computeIfAbsent(module.home(), _ -> new HashSet<>())
        .add(path.get(module.home().size()));
  }

  List<Definition> definitions() {
    return definitions;
  }

  List<Definition> at(List<String> path) {
    return byPath.getOrDefault(path, List.of());
  }

  boolean hasPackage(List<String> path) {
    return modules.stream().anyMatch(module -> Paths.startsWith(module.home(), path));
  }

  /** Whether something of this program lies at, below, or right above a path. */
  boolean knows(List<String> path) {
    return hasPackage(path)
        || definitions.stream()
            .anyMatch(
                known ->
                    Paths.startsWith(known.path(), path) || Paths.startsWith(path, known.path()));
  }

  /** Whether a name that no expression declares means something in this module. */
  boolean isGlobal(Ast.Module module, String name) {
    return name.equals("input")
        || name.equals("data")
        || defines(module, name)
        || module.imports().stream().anyMatch(imported -> imported.alias().equals(name));
  }

  private boolean defines(Ast.Module module, String name) {
    return namesOfPackages.getOrDefault(module.home(), Set.of()).contains(name);
  }

  /**
   * The full path of a reference as far as it is constant, beginning with {@code data} or {@code
   * input}; empty if its head is local, or no name of this module.
   */
  Optional<List<String>> resolve(Ast.Module module, Term reference, Set<String> locals) {
    if (!(Paths.parts(reference).getFirst() instanceof Ast.Variable head)
        || locals.contains(head.name())) {
      return Optional.empty();
    }
    List<String> path = Paths.of(List.of(), reference);
    String name = head.name();
    if (name.equals("input") || name.equals("data")) {
      return Optional.of(path);
    }
    if (defines(module, name)) {
      return Optional.of(Paths.join(module.home(), path));
    }
    return module.imports().stream()
        .filter(imported -> imported.alias().equals(name))
        .findFirst()
        .map(imported -> Paths.join(imported.path(), path.subList(1, path.size())));
  }
}
