package dev.docstore.common.ciyaml;

import dev.docstore.common.name.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code checks} list (spec 03 §1.2, page 00 E3). */
final class ChecksReader {
  /** A check's log file is named after it, and file names end at 255 bytes. */
  private static final int MAX_NAME_BYTES = 250;

  /** What every engine can take as one argument of one instruction. */
  private static final int MAX_STEP_BYTES = 32 * 1024;

  private static final List<String> KEYS =
      List.of("name", "image", "steps", "if", "needs", "env", "timeout", "paths", "secrets");

  private final YamlFields fields;

  ChecksReader(YamlFields fields) {
    this.fields = fields;
  }

  List<Check> read(Node node) {
    List<Node> entries = fields.list(node, "checks");
    List<NeedsGraph.Entry> checks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Node entry = entries.get(i);
      Map<String, Node> values = fields.mapping(entry, "checks[%d]".formatted(i), KEYS);
      if (!(entry instanceof MappingNode)) {
        continue;
      }
      String name = name(entry, values.get("name"), "checks[%d]".formatted(i));
      if (!name.isEmpty() && !names.add(name)) {
        fields.problem(values.getOrDefault("name", entry), duplicate(name));
      }
      Node needs = values.getOrDefault("needs", entry);
      checks.add(new NeedsGraph.Entry(check(name, values), needs));
    }
    new NeedsGraph(checks).problems(fields);
    return checks.stream().map(NeedsGraph.Entry::check).toList();
  }

  private Check check(String name, Map<String, Node> values) {
    String what = "check \"%s\" ".formatted(name);
    return new Check(
        name,
        value(values, "image", what, fields::text, ""),
        value(values, "steps", what, this::steps, List.of()),
        value(values, "if", what, fields::text, ""),
        value(values, "needs", what, fields::texts, List.of()),
        value(values, "env", what, this::env, Map.of()),
        value(values, "timeout", what, this::timeout, Check.DEFAULT_TIMEOUT),
        value(values, "paths", what, fields::texts, List.of()),
        value(values, "secrets", what, new SecretsReader(fields)::read, List.of()));
  }

  private static <T> T value(
      Map<String, Node> values,
      String key,
      String what,
      BiFunction<Node, String, T> reader,
      T absent) {
    Node node = values.get(key);
    return node == null || YamlFields.isNull(node) ? absent : reader.apply(node, what + key);
  }

  private String name(Node check, @Nullable Node node, String what) {
    String name = node == null ? "" : fields.text(node, what + ".name");
    Node place = node == null ? check : node;
    if (name.isEmpty()) {
      fields.problem(place, what + " needs a name, by convention ci/<something>");
    } else if (Names.hasControlCharacter(name)) {
      fields.problem(place, what + ".name may not contain control characters");
    } else if (bytes(name) > MAX_NAME_BYTES) {
      fields.problem(place, "%s.name is longer than %d bytes".formatted(what, MAX_NAME_BYTES));
    }
    return name;
  }

  private static String duplicate(String name) {
    return "another check is named \"%s\" already; names must differ".formatted(name);
  }

  private List<String> steps(Node node, String what) {
    List<String> steps = fields.texts(node, what);
    for (int i = 0; i < steps.size(); i++) {
      if (bytes(steps.get(i)) > MAX_STEP_BYTES) {
        fields.problem(
            node, "%s[%d] is longer than 32 KiB; put it into a script".formatted(what, i));
      } else if (steps.get(i).indexOf('\0') >= 0) {
        fields.problem(node, "%s[%d] may not contain a NUL character".formatted(what, i));
      }
    }
    return steps;
  }

  private Map<String, String> env(Node node, String what) {
    Map<String, String> env = new LinkedHashMap<>();
    fields
        .mapping(node, what)
        .forEach(
            (name, value) -> {
              String text = fields.text(value, what + "." + name);
              EnvName.problem(name).ifPresent(bad -> fields.problem(value, what + ": " + bad));
              if (Names.hasControlCharacter(text.replace('\t', ' '))) {
                fields.problem(value, "%s.%s must be a single line".formatted(what, name));
              }
              env.put(name, text);
            });
    return env;
  }

  private Duration timeout(Node node, String what) {
    String text = fields.text(node, what);
    return Timeouts.parse(text)
        .orElseGet(
            () -> {
              fields.problem(
                  node, "%s must be %s, not \"%s\"".formatted(what, Timeouts.FORM, text));
              return Check.DEFAULT_TIMEOUT;
            });
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
