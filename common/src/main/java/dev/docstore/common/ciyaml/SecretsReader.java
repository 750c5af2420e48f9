package dev.docstore.common.ciyaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code checks[].secrets}: names, or pairs of a local and a repo name (spec 03 §16.5). */
final class SecretsReader {
  private static final String NAME = "^[A-Z][A-Z0-9_]{0,63}$";
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
  private static final String RESERVED = "DOCSTORE_";

  private final YamlFields fields;

  SecretsReader(YamlFields fields) {
    this.fields = fields;
  }

  List<SecretUse> read(Node node, String what) {
    List<SecretUse> uses = new ArrayList<>();
    Set<String> locals = new HashSet<>();
    List<Node> entries = fields.list(node, what);
    for (int i = 0; i < entries.size(); i++) {
      Node entry = entries.get(i);
      String place = "%s[%d]: ".formatted(what, i);
      entry(entry)
          .ifPresent(
              use -> {
                uses.add(use);
                name(entry, place + "local name", use.localName());
                name(entry, place + "repo name", use.repoName());
                if (!locals.add(use.localName())) {
                  fields.problem(
                      entry, "%sduplicate local name \"%s\"".formatted(place, use.localName()));
                }
              });
    }
    return uses;
  }

  private Optional<SecretUse> entry(Node entry) {
    return switch (entry) {
      case ScalarNode name when isText(name) -> plain(name);
      case MappingNode pair when pair.getValue().size() == 1 -> pair(pair.getValue().getFirst());
      case MappingNode pair ->
          refuse(
              entry,
              "secrets entry mapping must have exactly one key (LOCAL: REPO), got "
                  + pair.getValue().size());
      default ->
          refuse(
              entry,
              "secrets entry must be a string or single-key mapping, got "
                  + shortTag(entry.getTag()));
    };
  }

  private Optional<SecretUse> plain(ScalarNode name) {
    return name.getValue().isEmpty()
        ? refuse(name, "secrets entry must not be empty")
        : Optional.of(new SecretUse(name.getValue(), name.getValue()));
  }

  private Optional<SecretUse> pair(NodeTuple pair) {
    if (!(pair.getKeyNode() instanceof ScalarNode local) || !isText(local)) {
      return refuse(pair.getKeyNode(), "secrets entry key must be a string");
    }
    if (!(pair.getValueNode() instanceof ScalarNode repo) || !isText(repo)) {
      return refuse(pair.getValueNode(), "secrets entry value must be a string");
    }
    return local.getValue().isEmpty() || repo.getValue().isEmpty()
        ? refuse(local, "secrets entry key and value must be non-empty")
        : Optional.of(new SecretUse(local.getValue(), repo.getValue()));
  }

  private void name(Node entry, String what, String name) {
    if (!NAME_PATTERN.matcher(name).matches()) {
      fields.problem(entry, "%s \"%s\" must match %s".formatted(what, name, NAME));
    } else if (name.startsWith(RESERVED)) {
      fields.problem(
          entry, "%s \"%s\" must not use reserved prefix \"%s\"".formatted(what, name, RESERVED));
    }
  }

  private Optional<SecretUse> refuse(Node node, String message) {
    fields.problem(node, message);
    return Optional.empty();
  }

  private static boolean isText(ScalarNode node) {
    return node.getTag().equals(Tag.STR);
  }

  private static String shortTag(Tag tag) {
    return tag.getValue().replace(Tag.PREFIX, "!!");
  }
}
