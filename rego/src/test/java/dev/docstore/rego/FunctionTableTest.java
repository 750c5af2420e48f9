package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The check knows the functions that the engine has, as they are. */
class FunctionTableTest {
  private final Sandbox sandbox = new Sandbox(Limits.DEFAULT.memoryBytes());

  @Test
  void takesAsManyArgumentsAsTheEngineDoes() {
    assertThat(sandbox.ask("builtins", new int[0])).isInstanceOf(Answer.Value.class);
    JsonNode engine =
        Case.JSON.readTree(((Answer.Value) sandbox.ask("builtins", new int[0])).text());
    Builtins builtins = new Builtins(Set.of());
    Map<String, String> different = new TreeMap<>();
    engine
        .propertyStream()
        .forEach(
            function ->
                builtins
                    .arity(function.getKey())
                    .filter(arity -> arity != Builtins.ANY_NUMBER)
                    .filter(arity -> arity != function.getValue().asInt())
                    .ifPresent(
                        arity ->
                            different.put(function.getKey(), arity + " ≠ " + function.getValue())));

    assertThat(different).isEmpty();
  }

  @Test
  void knowsWhatMergePoliciesUse() {
    Builtins builtins = new Builtins(new TreeSet<>(new Parser(sandbox, path -> {}).functions()));

    assertThat(
            List.of("count", "startswith", "sprintf", "regex.match", "glob.match", "walk", "print"))
        .allMatch(builtins::has);
    assertThat(List.of("http.send", "opa.runtime")).noneMatch(builtins::has);
  }
}
