package dev.docstore.common.ciyaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The one reader of {@code ci.yaml} that scheduler, worker and command line share (page 00 E3). It
 * never throws, whatever the file holds, and its time is bounded by the file's size.
 */
public final class CiYamlParser {
  /** The largest file that is read. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final List<String> TOP_LEVEL = List.of("on", "permissions", "checks");
  private static final List<String> GRANTS = List.of("write", "read", "none");

  private final YamlFields fields = new YamlFields();

  private CiYamlParser() {}

  /** Reads the file's bytes; an empty file is a valid one. */
  public static CiYamlOutcome parse(byte[] file) {
    if (file.length > MAX_BYTES) {
      return problem(1, "the file is larger than " + MAX_BYTES / 1024 + " KiB");
    }
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString());
    } catch (CharacterCodingException e) {
      return problem(1, "the file is not UTF-8 text");
    }
  }

  /** Reads the file's text. */
  public static CiYamlOutcome parse(String text) {
    return switch (YamlDocument.read(text)) {
      case YamlDocument.Unreadable(CiYamlProblem problem) -> new CiYamlProblems(List.of(problem));
      case YamlDocument.Empty() -> CiYaml.EMPTY;
      case YamlDocument.Root(Node root) -> new CiYamlParser().read(root);
    };
  }

  private static CiYamlProblems problem(int line, String message) {
    return new CiYamlProblems(List.of(new CiYamlProblem(line, message)));
  }

  private CiYamlOutcome read(Node root) {
    Map<String, Node> top = fields.mapping(root, "ci.yaml", TOP_LEVEL);
    On on = present(top, "on").map(new OnReader(fields)::read).orElse(null);
    List<String> permissions = present(top, "permissions").map(this::permissions).orElse(null);
    List<Check> checks =
        present(top, "checks").map(new ChecksReader(fields)::read).orElse(List.of());
    List<CiYamlProblem> problems = fields.problems();
    return problems.isEmpty() ? new CiYaml(on, permissions, checks) : new CiYamlProblems(problems);
  }

  private static Optional<Node> present(Map<String, Node> top, String key) {
    @Nullable Node node = top.get(key);
    return node == null || YamlFields.isNull(node) ? Optional.empty() : Optional.of(node);
  }

  private List<String> permissions(Node node) {
    Map<String, Node> granted = fields.mapping(node, "permissions", CiYaml.PERMISSIONS);
    List<String> result = new ArrayList<>();
    for (String permission : CiYaml.PERMISSIONS) {
      Node value = granted.get(permission);
      if (value != null && grants(permission, value)) {
        result.add(permission);
      }
    }
    return result;
  }

  private boolean grants(String permission, Node value) {
    String grant = fields.text(value, "permissions." + permission);
    if (!grant.isEmpty() && !GRANTS.contains(grant)) {
      fields.problem(
          value,
          "permissions.%s must be one of %s, not \"%s\""
              .formatted(permission, String.join(", ", GRANTS), grant));
    }
    return grant.equals("write");
  }
}
