package dev.docstore.common.ciyaml;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The first document of a YAML 1.2 text as a tree whose nodes know their lines. */
sealed interface YamlDocument {
  /** A document with content. */
  record Root(Node node) implements YamlDocument {}

  /** A text without any document. */
  record Empty() implements YamlDocument {}

  /** A text that is not YAML. */
  record Unreadable(CiYamlProblem problem) implements YamlDocument {}

  /** Deeper than any valid file, and shallow enough for the recursive composer. */
  int MAX_DEPTH = 32;

  Optional<String> MERGE_TAG = Optional.of(Tag.MERGE.getValue());

  /**
   * Core types, but without merge keys: the library's own merging never ends on a mapping that
   * merges itself, so {@link YamlFields} merges.
   */
  final class Schema extends CoreSchema {
    @Override
    public ScalarResolver getScalarResolver() {
      return new CoreScalarResolver(false);
    }
  }

  LoadSettings SETTINGS = LoadSettings.builder().setSchema(new Schema()).build();

  static YamlDocument read(String text) {
    String yaml = text.startsWith("\ufeff") ? text.substring(1) : text;
    try {
      return compose(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(YamlDocument::line).orElse(1);
      return unreadable(line, String.valueOf(e.getProblem()));
    } catch (ReaderException e) {
      int line = 1 + (int) yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      return unreadable(line, "character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      return unreadable(1, String.valueOf(e.getMessage()));
    }
  }

  static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  private static YamlDocument compose(String yaml) {
    Optional<YamlDocument> refused = refuse(yaml);
    if (refused.isPresent()) {
      return refused.get();
    }
    Iterator<Node> documents = new Compose(SETTINGS).composeAllFromString(yaml).iterator();
    return documents.hasNext() ? new Root(documents.next()) : new Empty();
  }

  /**
   * Looks through the first document for what the composer must not see. The event parser does not
   * recurse, so no text can overflow its stack.
   */
  private static Optional<YamlDocument> refuse(String yaml) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(yaml)) {
      switch (event) {
        case CollectionStartEvent _ -> depth++;
        case CollectionEndEvent _ -> depth--;
        case ScalarEvent scalar when scalar.getTag().equals(MERGE_TAG) -> {
          return Optional.of(unreadable(line(event), "the tag !!merge is not known; write <<:"));
        }
        case DocumentEndEvent _ -> {
          return Optional.empty();
        }
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        return Optional.of(
            unreadable(line(event), "lists and mappings are nested deeper than " + MAX_DEPTH));
      }
    }
    return Optional.empty();
  }

  private static int line(Event event) {
    return event.getStartMark().map(YamlDocument::line).orElse(1);
  }

  private static YamlDocument unreadable(int line, String message) {
    return new Unreadable(new CiYamlProblem(line, "not valid YAML: " + message));
  }
}
