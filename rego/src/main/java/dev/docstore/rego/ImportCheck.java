package dev.docstore.rego;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Imports name something that exists, and no name twice. */
final class ImportCheck {
  private static final Set<String> KEYWORDS =
      Set.of("and", "contains", "every", "if", "in", "not", "or");

  private ImportCheck() {}

  static void check(Program program, Ast.Module module, Findings findings) {
    Map<String, Ast.Import> seen = new HashMap<>();
    for (Ast.Import imported : module.imports()) {
      List<String> path = imported.path();
      String printed = Paths.print(path);
      switch (path.getFirst()) {
        case "future" -> {
          if (path.size() == 3 && !KEYWORDS.contains(path.get(2))) {
            findings.add(
                module,
                imported.place(),
                "there is no keyword %s; leave the import out, Rego knows its keywords without one"
                    .formatted(path.get(2)));
          }
        }
        case "rego" -> {}
        default -> {
          if (path.getFirst().equals("data") && path.size() > 1 && !program.knows(path)) {
            findings.add(
                module,
                imported.place(),
                "nothing is called %s: a policy sees itself and the modules in .docstore/policy/lib/"
                    .formatted(printed));
          }
          List<Program.Definition> hiding =
              program.at(Paths.join(module.home(), List.of(imported.alias())));
          if (!hiding.isEmpty()) {
            findings.add(
                module,
                imported.place(),
                "%s is a rule of this package as well; write: import %s as another_name"
                    .formatted(imported.alias(), printed));
          }
          Ast.Import earlier = seen.putIfAbsent(imported.alias(), imported);
          if (earlier != null) {
            findings.add(
                module,
                imported.place(),
                "%s is imported already, in line %d; write: import %s as another_name"
                    .formatted(imported.alias(), earlier.place().line(), printed));
          }
        }
      }
    }
  }
}
