package dev.docstore.rego;

import dev.docstore.rego.Program.Definition;
import dev.docstore.rego.Uses.Manner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No rule needs itself. */
final class Recursion {
  private Recursion() {}

  static void check(Program program, Findings findings) {
    Map<List<String>, Set<List<String>>> needs = needs(program);
    Set<List<String>> told = new LinkedHashSet<>();
    for (Definition definition : program.definitions()) {
      if (told.add(definition.path())) {
        List<String> circle = circle(definition.path(), needs);
        if (!circle.isEmpty()) {
          findings.add(
              definition.module(),
              definition.rule().place(),
              "%s needs itself: %s; Rego has no recursion, see graph.reachable and walk"
                  .formatted(circle.getFirst(), String.join(" → ", circle)));
        }
      }
    }
  }

  private static Map<List<String>, Set<List<String>>> needs(Program program) {
    Map<List<String>, Set<List<String>>> needs = new LinkedHashMap<>();
    for (Definition definition : program.definitions()) {
      Set<List<String>> of = needs.computeIfAbsent(definition.path(), _ -> new LinkedHashSet<>());
      for (Uses.Use use : Uses.of(program, definition)) {
        if (use.manner() != Manner.REPLACE && use.path().isPresent()) {
          of.addAll(touched(program, use.path().get(), use.whole()));
        }
      }
    }
    return needs;
  }

  /**
   * A rule is touched by a path to it, into it, or to a package around it; where a path goes on
   * with a variable, nobody knows which rules of the package it means.
   */
  private static List<List<String>> touched(Program program, List<String> path, boolean whole) {
    return program.definitions().stream()
        .map(Definition::path)
        .filter(rule -> Paths.startsWith(path, rule) || (whole && Paths.startsWith(rule, path)))
        .distinct()
        .toList();
  }

  /** The shortest way from a rule back to it, or nothing. */
  private static List<String> circle(
      List<String> start, Map<List<String>, Set<List<String>>> needs) {
    Map<List<String>, List<String>> from = new HashMap<>();
    Deque<List<String>> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      List<String> rule = queue.remove();
      for (List<String> needed : needs.getOrDefault(rule, Set.of())) {
        if (from.putIfAbsent(needed, rule) == null) {
          queue.add(needed);
        }
      }
    }
    List<String> at = from.get(start);
    if (at == null) {
      return List.of();
    }
    Deque<String> way = new ArrayDeque<>(List.of(start.getLast()));
    while (at != null && !start.equals(at)) {
      way.addFirst(at.getLast());
      at = from.get(at);
    }
    way.addFirst(start.getLast());
    return List.copyOf(way);
  }
}
