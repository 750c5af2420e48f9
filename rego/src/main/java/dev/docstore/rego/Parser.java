package dev.docstore.rego;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** The engine's parser. */
final class Parser {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Sandbox sandbox;
  private final Consumer<String> begun;

  /** Tells the path of each module before it parses it: parsing may end with the sandbox. */
  Parser(Sandbox sandbox, Consumer<String> begun) {
    this.sandbox = sandbox;
    this.begun = begun;
  }

  /** The syntax tree as JSON, an array of this one module, or what the parser says. */
  Answer parse(RegoModule module) {
    begun.accept(module.path());
    int set = sandbox.number("set_new");
    Answer added = Sources.add(sandbox, "set_library", set, module);
    Answer tree =
        added instanceof Answer.Refusal ? added : sandbox.ask("set_library_ast", new int[] {set});
    sandbox.tell("set_drop", set);
    return tree;
  }

  /** The names of the functions that the engine has. */
  Set<String> functions() {
    if (sandbox.ask("builtins", new int[0]) instanceof Answer.Value(String json)) {
      return new TreeSet<>(JSON.readTree(json).propertyNames());
    }
    throw new IllegalStateException("the engine does not tell its functions");
  }
}
