package dev.docstore.common.ciyaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Takes mappings, lists and texts out of a YAML tree and collects what is wrong with them (spec 03
 * §1.1). What cannot be read is returned as empty, so that the rest of the file is judged too.
 */
final class YamlFields {
  /** Enough to work on; a hostile file could have a hundred thousand. */
  private static final int MAX_PROBLEMS = 100;

  /** A set, because an anchor that is used twice is wrong once. */
  private final Set<CiYamlProblem> problems = new LinkedHashSet<>();

  static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  void problem(Node node, String message) {
    int line = node.getStartMark().map(YamlDocument::line).orElse(1);
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new CiYamlProblem(line, message));
    }
  }

  /** The problems so far, by line. */
  List<CiYamlProblem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(CiYamlProblem::line)).toList();
  }

  /** The values by key, merge keys resolved; keys other than the permitted ones are problems. */
  Map<String, Node> mapping(Node node, String what, List<String> permitted) {
    Map<String, Node> values = mapping(node, what);
    for (NodeTuple tuple : tuplesOf(node)) {
      String key = keyText(tuple);
      if (!isMerge(tuple) && !permitted.contains(key)) {
        String known = String.join(", ", permitted);
        problem(
            tuple.getKeyNode(), "unknown key \"%s\" in %s; known: %s".formatted(key, what, known));
      }
    }
    return values;
  }

  /** The values by key in file order, merge keys resolved, whatever the keys are. */
  Map<String, Node> mapping(Node node, String what) {
    if (isNull(node)) {
      return Map.of();
    }
    if (!(node instanceof MappingNode)) {
      problem(node, "%s must be a mapping, not %s".formatted(what, kind(node)));
      return Map.of();
    }
    Map<String, Node> values = new LinkedHashMap<>();
    Set<Node> merged = Collections.newSetFromMap(new IdentityHashMap<>());
    merged.add(node);
    collect(node, what, values, merged);
    return values;
  }

  /** A text: any scalar as it is written, nothing for null. */
  String text(Node node, String what) {
    if (!(node instanceof ScalarNode scalar)) {
      problem(node, "%s must be a text, not %s".formatted(what, kind(node)));
      return "";
    }
    if (isNull(node)) {
      return "";
    }
    return node.getTag().equals(Tag.BINARY) ? binaryText(scalar, what) : scalar.getValue();
  }

  /** A list without its null elements. */
  List<Node> list(Node node, String what) {
    if (isNull(node)) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      problem(node, "%s must be a list, not %s".formatted(what, kind(node)));
      return List.of();
    }
    return sequence.getValue().stream().filter(element -> !isNull(element)).toList();
  }

  /** A list of texts. */
  List<String> texts(Node node, String what) {
    List<Node> elements = list(node, what);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      texts.add(text(elements.get(i), "%s[%d]".formatted(what, i)));
    }
    return texts;
  }

  /**
   * Own keys win over merged ones, and earlier merges over later ones; each mapping counts once.
   */
  private void collect(Node node, String what, Map<String, Node> values, Set<Node> merged) {
    List<Node> merges = new ArrayList<>();
    Map<String, Node> own = new LinkedHashMap<>();
    for (NodeTuple tuple : tuplesOf(node)) {
      if (isMerge(tuple)) {
        merges.add(tuple.getValueNode());
      } else if (own.putIfAbsent(keyText(tuple), tuple.getValueNode()) != null) {
        problem(
            tuple.getKeyNode(), "key \"%s\" appears twice in %s".formatted(keyText(tuple), what));
      }
    }
    own.forEach(values::putIfAbsent);
    for (Node merge : merges) {
      List<Node> sources = merge instanceof SequenceNode list ? list.getValue() : List.of(merge);
      for (Node source : sources) {
        if (!(source instanceof MappingNode)) {
          problem(source, "<< must name a mapping, not " + kind(source));
        } else if (merged.add(source)) {
          collect(source, what, values, merged);
        }
      }
    }
  }

  private static List<NodeTuple> tuplesOf(Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  private static boolean isMerge(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key
        && key.isPlain()
        && key.getValue().equals("<<");
  }

  private static String keyText(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : kind(tuple.getKeyNode());
  }

  private String binaryText(ScalarNode node, String what) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(node.getValue());
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      problem(node, what + " is tagged !!binary but is not base64");
      return "";
    }
  }

  static String kind(Node node) {
    return switch (node) {
      case SequenceNode _ -> "a list";
      case MappingNode _ -> "a mapping";
      default -> isNull(node) ? "nothing" : "a text";
    };
  }
}
