package dev.docstore.server.openapi;

import dev.docstore.common.json.Json;
import dev.docstore.server.testing.Routes.Route;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a route: in its path, in its query, in its headers. */
final class Parameters {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");
  private static final String SLASHES =
      " May contain `/`, sent as it is or as `%2F`; both name the same.";

  private static final Map<String, String> PATH =
      Map.ofEntries(
          Map.entry("repo", "Full name of the repo, `org/name`." + SLASHES),
          Map.entry("branch", "Name of the branch." + SLASHES),
          Map.entry("path", "Path of the file." + SLASHES),
          Map.entry("name", "Name of the release or secret." + SLASHES),
          Map.entry("identity", "E-mail address that signs in." + SLASHES),
          Map.entry("org", "Name of the organisation."),
          Map.entry("id", "Id, a UUID; one that is none names nothing (404)."),
          Map.entry("delivery", "Id of the delivery, a UUID."),
          Map.entry("token", "What the invitation came with, 64 hex digits."),
          Map.entry("version", "Id of the version, a UUID."),
          Map.entry("sequence", "Number of the commit in its repo."),
          Map.entry("number", "Number of the issue in its repo."),
          Map.entry("check", "Name of the check." + SLASHES));

  private static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              "If-Match",
              "ETag that the object must still have, or `*`; otherwise 412. Absent or empty: no check.",
              "If-None-Match",
              "ETag that the caller has; 304 without a body when it is still right.",
              "Idempotency-Key",
              "At most 128 characters. Within 24 hours the same caller's same request under the same"
                  + " key gets the first answer and does nothing; another request under it is 422.",
              "Range",
              "One range of bytes; 206 with them, or 416.",
              "If-Range",
              "ETag that the whole must have for Range to count.",
              "Last-Event-ID",
              "Number of the last event seen; `since_seq` wins over it."));

  private Parameters() {}

  static ArrayNode of(List<Route> routes, List<CodeFacts> facts) {
    ArrayNode parameters = Json.MAPPER.createArrayNode();
    VARIABLE
        .matcher(routes.getFirst().pattern())
        .results()
        .forEach(found -> parameters.add(inPath(found.group(1), routes.getFirst())));
    Set<String> seen = new LinkedHashSet<>();
    for (Route route : routes) {
      for (ObjectNode parameter : inQuery(route, routes.size() == 1)) {
        if (seen.add(parameter.get("name").asString())) {
          parameters.add(parameter);
        }
      }
    }
    inHeaders(routes, facts).forEach(parameters::add);
    return parameters;
  }

  private static ObjectNode inPath(String name, Route route) {
    String meaning =
        Optional.ofNullable(PATH.get(name))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        route.name() + ": say in Parameters.PATH what {" + name + "} is"));
    ObjectNode parameter = parameter(name, "path", meaning, true);
    parameter
        .putObject("schema")
        .put("type", Set.of("sequence", "number").contains(name) ? "integer" : "string");
    return parameter;
  }

  /** Names that a route declares to read from its query. */
  static Set<String> declared(Method handler) {
    Set<String> names = new TreeSet<>();
    for (QueryParameter parameter : handler.getAnnotationsByType(QueryParameter.class)) {
      names.add(parameter.name());
    }
    if (handler.isAnnotationPresent(Paged.class)) {
      names.addAll(List.of("limit", "after"));
    }
    return names;
  }

  private static List<ObjectNode> inQuery(Route route, boolean alone) {
    List<ObjectNode> parameters = new ArrayList<>();
    for (QueryParameter declared : route.handler().getAnnotationsByType(QueryParameter.class)) {
      parameters.add(query(declared, alone));
    }
    Paged paged = route.handler().getAnnotation(Paged.class);
    if (paged != null) {
      parameters.add(limit(paged));
      ObjectNode after =
          parameter("after", "query", "Where to go on: " + paged.order() + ". Exclusive.", false);
      after.set("schema", schema(paged.after()));
      parameters.add(after);
    }
    return parameters;
  }

  private static ObjectNode query(QueryParameter declared, boolean alone) {
    ObjectNode parameter =
        parameter(declared.name(), "query", declared.meaning(), alone && declared.required());
    if (declared.type() == QueryType.LIST) {
      parameter.put("style", "form").put("explode", false);
    }
    ObjectNode schema = schema(declared.type());
    if (declared.values().length > 0) {
      ArrayNode values = schema.putArray("enum");
      Arrays.stream(declared.values()).forEach(values::add);
    }
    if (!declared.byDefault().isEmpty()) {
      if (declared.type() == QueryType.INTEGER) {
        schema.put("default", Query.integer(declared.byDefault()).orElseThrow());
      } else {
        schema.put("default", declared.byDefault());
      }
    }
    parameter.set("schema", schema);
    return parameter;
  }

  private static ObjectNode limit(Paged paged) {
    String otherwise =
        paged.byDefault() == Paged.UNBOUNDED
            ? "Absent: all of them, streamed."
            : "Absent: " + paged.byDefault() + ".";
    String most =
        paged.atMost() == Paged.UNBOUNDED
            ? " No maximum."
            : " A page holds at most " + paged.atMost() + "; a larger value counts as that.";
    ObjectNode limit =
        parameter("limit", "query", "How many entries to answer. " + otherwise + most, false);
    ObjectNode schema = schema(QueryType.INTEGER).put("minimum", 1);
    if (paged.byDefault() != Paged.UNBOUNDED) {
      schema.put("default", paged.byDefault());
    }
    limit.set("schema", schema);
    return limit;
  }

  private static ObjectNode schema(QueryType type) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    switch (type) {
      case TEXT -> schema.put("type", "string");
      case INTEGER -> schema.put("type", "integer").put("format", "int64");
      case FLAG -> schema.put("type", "boolean").put("default", false);
      case ID -> schema.put("type", "string").put("format", "uuid");
      case LIST -> schema.put("type", "array").putObject("items").put("type", "string");
    }
    return schema;
  }

  private static List<ObjectNode> inHeaders(List<Route> routes, List<CodeFacts> facts) {
    Set<String> names = new TreeSet<>();
    for (Route route : routes) {
      for (Parameter parameter : route.handler().getParameters()) {
        RequestHeader header = parameter.getAnnotation(RequestHeader.class);
        if (header != null) {
          names.add(header.name());
        }
      }
    }
    HEADERS.keySet().stream()
        .filter(name -> facts.stream().anyMatch(f -> f.readsHeaders && f.constants.contains(name)))
        .forEach(names::add);
    return names.stream()
        .map(
            name -> {
              ObjectNode header =
                  parameter(name, "header", HEADERS.getOrDefault(name, name), false);
              header.putObject("schema").put("type", "string");
              return header;
            })
        .toList();
  }

  private static ObjectNode parameter(String name, String in, String meaning, boolean required) {
    ObjectNode parameter = Json.MAPPER.createObjectNode().put("name", name).put("in", in);
    parameter.put("description", meaning);
    if (required) {
      parameter.put("required", true);
    }
    return parameter;
  }
}
