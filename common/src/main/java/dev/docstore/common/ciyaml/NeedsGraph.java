package dev.docstore.common.ciyaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds {@code needs} that name nothing or run in circles. */
final class NeedsGraph {
  /**
   * A check and where its needs stand.
   *
   * @param place the node that problems point at
   */
  record Entry(Check check, Node place) {}

  /** A longer list of permitted values helps nobody. */
  private static final int NAMES_SHOWN = 20;

  private final List<Entry> entries;
  private final Map<String, Entry> byName = new HashMap<>();

  NeedsGraph(List<Entry> entries) {
    this.entries = entries;
    entries.forEach(entry -> byName.putIfAbsent(entry.check().name(), entry));
  }

  void problems(YamlFields fields) {
    for (Entry entry : entries) {
      for (String need : entry.check().needs()) {
        if (!byName.containsKey(need)) {
          fields.problem(entry.place(), unknown(entry.check().name(), need));
        }
      }
    }
    Map<String, Entry> stuck = withoutRunnable();
    if (!stuck.isEmpty()) {
      List<String> circle = circle(stuck);
      Entry first = Objects.requireNonNull(stuck.get(circle.getFirst()));
      fields.problem(
          first.place(), "checks need each other in a circle: " + String.join(" -> ", circle));
    }
  }

  private String unknown(String name, String need) {
    List<String> known = byName.keySet().stream().sorted().limit(NAMES_SHOWN).toList();
    return "check \"%s\" needs \"%s\", but there is no such check; known: %s"
        .formatted(name, need, String.join(", ", known));
  }

  /** What remains after taking away, again and again, every check that could run. */
  private Map<String, Entry> withoutRunnable() {
    Map<String, Entry> left = new HashMap<>(byName);
    boolean changed = true;
    while (changed) {
      changed =
          left.values()
              .removeIf(entry -> entry.check().needs().stream().noneMatch(left::containsKey));
    }
    return left;
  }

  /** Every stuck check needs a stuck one, so following such needs must come back. */
  private static List<String> circle(Map<String, Entry> stuck) {
    Set<String> walked = new LinkedHashSet<>();
    String at = stuck.keySet().stream().sorted().findFirst().orElseThrow();
    while (walked.add(at)) {
      List<String> needs = Objects.requireNonNull(stuck.get(at)).check().needs();
      at = needs.stream().filter(stuck::containsKey).findFirst().orElseThrow();
    }
    List<String> path = new ArrayList<>(walked);
    List<String> circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    circle.add(at);
    return circle;
  }
}
