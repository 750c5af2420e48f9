package dev.docstore.server.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What differs between two documents, route by route, and whether a client of the first gets on
 * with a server of the second.
 */
final class DocumentComparison {
  /** One difference; a breaking one may fail a client that was right before. */
  record Change(String route, String what, boolean breaking) {
    @Override
    public String toString() {
      return (breaking ? "BREAKING    " : "compatible  ") + route + ": " + what;
    }
  }

  private final JsonNode before;
  private final JsonNode after;
  private final List<Change> changes = new ArrayList<>();

  private DocumentComparison(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  static DocumentComparison of(JsonNode before, JsonNode after) {
    DocumentComparison comparison = new DocumentComparison(before, after);
    comparison.compare();
    return comparison;
  }

  List<Change> changes() {
    return changes;
  }

  /** For people; empty when the two are the same. */
  String report() {
    if (changes.isEmpty()) {
      return "";
    }
    String verdict =
        changes.stream().anyMatch(Change::breaking)
            ? "Old clients break."
            : "Old clients keep working.";
    return changes.stream()
        .map(Change::toString)
        .collect(Collectors.joining("\n", "\n", "\n" + verdict + "\n"));
  }

  private void compare() {
    Map<String, JsonNode> old = operations(before);
    Map<String, JsonNode> now = operations(after);
    old.forEach(
        (route, operation) -> {
          JsonNode same = now.get(route);
          if (same == null) {
            changes.add(new Change(route, "the route is gone", true));
          } else {
            new Operation(route).compare(operation, same);
          }
        });
    now.keySet().stream()
        .filter(route -> !old.containsKey(route))
        .forEach(route -> changes.add(new Change(route, "the route is new", false)));
    if (changes.isEmpty() && !before.equals(after)) {
      changes.add(new Change("(whole document)", "texts, examples or order changed", false));
    }
  }

  private static Map<String, JsonNode> operations(JsonNode document) {
    Map<String, JsonNode> operations = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    return operations;
  }

  /** The differences of one route. */
  private final class Operation {
    private final String route;
    private final SchemaComparison schemas = new SchemaComparison(before, after, this::note);

    Operation(String route) {
      this.route = route;
    }

    private void note(String what, boolean breaking) {
      changes.add(new Change(route, what, breaking));
    }

    void compare(JsonNode old, JsonNode now) {
      int known = changes.size();
      parameters(byName(old.path("parameters")), byName(now.path("parameters")));
      body(old.path("requestBody"), now.path("requestBody"));
      responses(old.path("responses"), now.path("responses"));
      for (String member : List.of("x-docstore-role", "x-docstore-job-permission", "security")) {
        if (!old.path(member).equals(now.path(member))) {
          note(member + " was " + old.path(member) + " and is " + now.path(member), true);
        }
      }
      if (!old.path("operationId").equals(now.path("operationId"))) {
        note("operationId changed: generated clients call it another name", true);
      }
      if (changes.size() == known && !old.equals(now)) {
        note("texts changed", false);
      }
    }

    private static Map<String, JsonNode> byName(JsonNode parameters) {
      Map<String, JsonNode> byName = new TreeMap<>();
      parameters.forEach(
          p ->
              byName.put(
                  p.get("in").asString() + " parameter '" + p.get("name").asString() + "'", p));
      return byName;
    }

    private void parameters(Map<String, JsonNode> old, Map<String, JsonNode> now) {
      old.forEach(
          (name, parameter) -> {
            JsonNode same = now.get(name);
            if (same == null) {
              note(name + " is gone", true);
              return;
            }
            if (isRequired(same) && !isRequired(parameter)) {
              note(name + " is required now", true);
            }
            schemas.ofRequest(name, parameter.path("schema"), same.path("schema"));
          });
      now.forEach(
          (name, parameter) -> {
            if (!old.containsKey(name)) {
              boolean required = isRequired(parameter);
              note(name + " is new" + (required ? " and required" : ""), required);
            }
          });
    }

    private void body(JsonNode old, JsonNode now) {
      if (old.isMissingNode() && isRequired(now)) {
        note("a request body is required now", true);
      }
      media("request body", old.path("content"), now.path("content"), true);
    }

    private void media(String where, JsonNode old, JsonNode now, boolean request) {
      old.properties()
          .forEach(
              type -> {
                JsonNode same = now.path(type.getKey());
                if (same.isMissingNode()) {
                  note(where + ": " + type.getKey() + " is gone", true);
                } else if (request) {
                  schemas.ofRequest(where, type.getValue().path("schema"), same.path("schema"));
                } else {
                  schemas.ofResponse(where, type.getValue().path("schema"), same.path("schema"));
                }
              });
      now.propertyNames().stream()
          .filter(type -> !old.has(type))
          .forEach(type -> note(where + ": " + type + " is new", false));
    }

    private void responses(JsonNode old, JsonNode now) {
      old.properties()
          .forEach(
              response -> {
                String where = "response " + response.getKey();
                JsonNode same = now.path(response.getKey());
                if (same.isMissingNode()) {
                  note(where + " is gone", true);
                  return;
                }
                media(where, response.getValue().path("content"), same.path("content"), false);
                names(where, "header", response.getValue().path("headers"), same.path("headers"));
                codes(where, response.getValue(), same);
              });
      now.propertyNames().stream()
          .filter(status -> !old.has(status))
          .forEach(status -> note("response " + status + " is new", false));
    }

    private void names(String where, String kind, JsonNode old, JsonNode now) {
      old.propertyNames().stream()
          .filter(name -> !now.has(name))
          .forEach(name -> note(where + ": " + kind + " " + name + " is gone", true));
      now.propertyNames().stream()
          .filter(name -> !old.has(name))
          .forEach(name -> note(where + ": " + kind + " " + name + " is new", false));
    }

    /** What may come with a status: fewer or more of them is nothing that a client relies on. */
    private void codes(String where, JsonNode old, JsonNode now) {
      JsonNode was = old.path("x-docstore-codes");
      JsonNode is = now.path("x-docstore-codes");
      if (!was.equals(is) && !(was instanceof MissingNode && is instanceof MissingNode)) {
        note(where + ": codes were " + was + " and are " + is, false);
      }
    }

    private static boolean isRequired(JsonNode node) {
      return node.path("required").asBoolean(false);
    }
  }
}
