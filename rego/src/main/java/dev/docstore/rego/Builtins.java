package dev.docstore.rego;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The built-in functions of Rego, and which of them this engine has. */
final class Builtins {
  static final int ANY_NUMBER = -1;

  private static final Map<String, Signature> OF_REGO = read();

  /** The types of a function's result and arguments; null where it takes several types. */
  record Signature(Ast.@Nullable Type result, List<Ast.@Nullable Type> arguments, boolean open) {}

  /** What a policy has no business with, or what does the same. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("http.send", "a policy cannot reach the network; it decides by input alone"),
          Map.entry(
              "net.lookup_ip_addr", "a policy cannot reach the network; it decides by input alone"),
          Map.entry("opa.runtime", "a policy cannot see the server's environment"),
          Map.entry("any", "write `true in xs` instead"),
          Map.entry("all", "write `every x in xs { x }` instead"),
          Map.entry("re_match", "write `regex.match(pattern, value)` instead"),
          Map.entry("set_diff", "write `a - b` instead"),
          Map.entry("net.cidr_overlap", "write `net.cidr_contains(cidr, ip)` instead"),
          Map.entry("cast_string", "write `is_string(x)` or `sprintf(\"%v\", [x])` instead"),
          Map.entry("cast_array", "write `[x | some x in xs]` instead"),
          Map.entry("cast_set", "write `{x | some x in xs}` instead"),
          Map.entry("trace", "write `print(…)` instead"));

  private final Set<String> engine;

  Builtins(Set<String> engine) {
    this.engine = engine;
  }

  /** How many arguments a function takes, {@link #ANY_NUMBER} for any; empty if Rego has none. */
  Optional<Integer> arity(String name) {
    return signature(name).map(known -> known.open() ? ANY_NUMBER : known.arguments().size());
  }

  Optional<Signature> signature(String name) {
    return Optional.ofNullable(OF_REGO.get(name));
  }

  boolean has(String name) {
    return OF_REGO.containsKey(name) && (engine.contains(name) || name.equals("print"));
  }

  /** What to say of a call to a function that neither a module defines nor the engine has. */
  String unknown(String name, Collection<String> defined) {
    String instead = INSTEAD.get(name);
    if (instead != null) {
      return "the function " + name + " is not available: " + instead;
    }
    if (OF_REGO.containsKey(name)) {
      return "this server does not have the function %s of Rego%s; docs/policy.md lists what differs"
          .formatted(name, suggestion(name, engine));
    }
    Set<String> candidates = new TreeSet<>(engine);
    candidates.addAll(defined);
    return "there is no function %s%s".formatted(name, suggestion(name, candidates));
  }

  private static String suggestion(String name, Collection<String> candidates) {
    return Nearest.of(name, candidates).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** Lines of a name and of types, the result's first, made from OPA's own table. */
  private static Map<String, Signature> read() {
    try (InputStream in = Builtins.class.getResourceAsStream("builtins.txt")) {
      if (in == null) {
        throw new IllegalStateException("builtins.txt is not beside " + Builtins.class);
      }
      Map<String, Signature> signatures = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.split(" ", -1)))
          .forEach(words -> signatures.put(words.getFirst(), signature(words)));
      return signatures;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Signature signature(List<String> words) {
    List<Ast.@Nullable Type> arguments = new ArrayList<>();
    words.stream()
        .skip(2)
        .filter(word -> !word.equals("*"))
        .map(Builtins::type)
        .forEach(arguments::add);
    return new Signature(type(words.get(1)), arguments, words.contains("*"));
  }

  private static Ast.@Nullable Type type(String word) {
    return word.equals("any") ? null : Ast.Type.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
