package dev.docstore.common.ciyaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code on} block (spec 03 §1.2, §1.3). */
final class OnReader {
  private final YamlFields fields;

  OnReader(YamlFields fields) {
    this.fields = fields;
  }

  On read(Node node) {
    Map<String, Node> on = fields.mapping(node, "on", List.of("push", "proposal", "schedule"));
    return new On(
        patterns(on.get("push"), "on.push", "branches"),
        patterns(on.get("proposal"), "on.proposal", "base_branches"),
        schedule(on.get("schedule")));
  }

  private @Nullable List<String> patterns(@Nullable Node node, String what, String key) {
    if (node == null || YamlFields.isNull(node)) {
      return null;
    }
    Node patterns = fields.mapping(node, what, List.of(key)).get(key);
    return patterns == null ? List.of() : fields.texts(patterns, what + "." + key);
  }

  private List<String> schedule(@Nullable Node node) {
    List<String> crons = new ArrayList<>();
    List<Node> entries = node == null ? List.of() : fields.list(node, "on.schedule");
    for (int i = 0; i < entries.size(); i++) {
      String what = "on.schedule[%d]".formatted(i);
      Node cron = fields.mapping(entries.get(i), what, List.of("cron")).get("cron");
      if (cron == null) {
        fields.problem(entries.get(i), what + " needs a cron expression, e.g. cron: \"0 3 * * *\"");
      } else {
        crons.add(fields.text(cron, what + ".cron"));
      }
    }
    return crons;
  }
}
