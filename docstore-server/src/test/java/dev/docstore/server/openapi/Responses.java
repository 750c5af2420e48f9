package dev.docstore.server.openapi;

import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.PolicyProblem;
import dev.docstore.common.wire.PolicyResult;
import dev.docstore.server.access.Need;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.openapi.Schemas.Use;
import dev.docstore.server.testing.Routes.Route;
import dev.docstore.server.web.Responds;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers of a route: its successes, and the errors that its code can end in. */
final class Responses {
  private static final String JSON = "application/json";

  /** Headers of answers that tell a client something, and what. */
  static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              "ETag", "Strong tag of what was answered, for If-Match or If-None-Match.",
              "Cache-Control", "How long the answer may be kept.",
              "Content-Disposition", "`attachment` for types that a browser would run.",
              "Content-Security-Policy", "Keeps a browser from running the content.",
              "X-Content-Type-Options", "`nosniff`.",
              "Accept-Ranges", "`bytes`: the route honours Range.",
              "Content-Range", "Which bytes of how many these are.",
              "Location", "Where to go on.",
              "Set-Cookie", "The session."));

  private final Schemas schemas;

  Responses(Schemas schemas) {
    this.schemas = schemas;
    component("Error", error());
    component("Conflicts", wrapping("conflicts", Conflict.class));
    component("Denials", wrapping("policies", PolicyResult.class));
  }

  private void component(String name, ObjectNode schema) {
    schemas.components().put(name, schema);
  }

  private ObjectNode error() {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    schema.put("description", "Every refusal but the two with bodies of their own.");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode codes = properties.putObject("code").put("type", "string").putArray("enum");
    Arrays.stream(ErrorCode.values())
        .filter(code -> code != ErrorCode.UNKNOWN)
        .forEach(code -> codes.add(code.name()));
    properties
        .putObject("error")
        .put("type", "string")
        .put("description", "One sentence for the person who asked.");
    ObjectNode problems = properties.putObject("problems").put("type", "array");
    problems.put(
        "description", "With POLICY_INVALID: everything that keeps policies from compiling.");
    problems.set("items", schemas.of(PolicyProblem.class, Use.RESPONSE));
    schema.putArray("required").add("code").add("error");
    schema
        .putArray("examples")
        .addObject()
        .put("code", "BRANCH_NOT_FOUND")
        .put("error", "branch not found");
    return schema;
  }

  private ObjectNode wrapping(String member, Class<?> of) {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    ObjectNode list = schema.putObject("properties").putObject(member).put("type", "array");
    list.set("items", schemas.of(of, Use.RESPONSE));
    schema.putArray("required").add(member);
    return schema;
  }

  /** By status, ascending. */
  ObjectNode of(List<Route> routes, Need need, List<CodeFacts> facts) {
    Map<Integer, ObjectNode> responses = new TreeMap<>();
    routes.forEach(route -> success(route.handler(), responses));
    for (int status : union(facts, f -> f.statuses)) {
      responses.putIfAbsent(status, described(status));
    }
    responses.forEach(
        (status, response) -> {
          if (status < 400) {
            headers(response, facts);
          }
        });
    errors(routes, need, facts)
        .forEach(
            (status, codes) ->
                error(
                    responses.computeIfAbsent(status, Responses::described), status, codes, facts));
    for (int status : union(facts, f -> f.textErrors)) {
      content(
          responses.computeIfAbsent(status, Responses::described),
          "text/plain",
          Json.MAPPER.createObjectNode().put("type", "string"));
    }
    ObjectNode node = Json.MAPPER.createObjectNode();
    responses.forEach((status, response) -> node.set(Integer.toString(status), response));
    return node;
  }

  private void success(Method handler, Map<Integer, ObjectNode> responses) {
    Responds[] declared = handler.getAnnotationsByType(Responds.class);
    for (Responds answer : declared) {
      ObjectNode response =
          responses.computeIfAbsent(answer.status(), _ -> described(answer.meaning()));
      if (!answer.type().isEmpty()) {
        content(response, answer.type(), schema(answer));
      }
    }
    if (declared.length == 0) {
      ResponseStatus status = handler.getAnnotation(ResponseStatus.class);
      Type type = answered(handler);
      ObjectNode response = described(type == void.class ? "Done." : "Done, with the result.");
      if (type != void.class) {
        content(response, JSON, schemas.of(type, Use.RESPONSE));
      }
      responses.put(status == null ? 200 : status.value().value(), response);
    }
  }

  private static Type answered(Method handler) {
    Type type = handler.getGenericReturnType();
    return type instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class
        ? generic.getActualTypeArguments()[0]
        : type;
  }

  private ObjectNode schema(Responds answer) {
    if (answer.body() == Void.class) {
      return Json.MAPPER.createObjectNode();
    }
    ObjectNode schema = schemas.of(answer.body(), Use.RESPONSE);
    if (!answer.list()) {
      return schema;
    }
    ObjectNode list = Json.MAPPER.createObjectNode().put("type", "array");
    list.set("items", schema);
    return list;
  }

  private static void headers(ObjectNode response, List<CodeFacts> facts) {
    ObjectNode headers = Json.MAPPER.createObjectNode();
    HEADERS.forEach(
        (name, meaning) -> {
          if (facts.stream().anyMatch(f -> f.writesHeaders && f.constants.contains(name))) {
            ObjectNode header = headers.putObject(name).put("description", meaning);
            header.putObject("schema").put("type", "string");
          }
        });
    if (!headers.isEmpty()) {
      response.set("headers", headers);
    }
  }

  private static Map<Integer, Set<String>> errors(
      List<Route> routes, Need need, List<CodeFacts> facts) {
    Set<String> codes = new TreeSet<>(union(facts, f -> f.errorCodes));
    codes.add("INTERNAL_ERROR");
    if (!(need instanceof Need.Nothing || need instanceof Need.OwnCredential)) {
      // A job is held to its own repo everywhere.
      codes.addAll(List.of("UNAUTHORIZED", "FORBIDDEN"));
    }
    if (routes.getFirst().pattern().contains("{")) {
      // A path that is no UTF-8 names nothing.
      codes.add("NOT_FOUND");
    }
    if (routes.stream()
        .flatMap(route -> Arrays.stream(route.handler().getParameterTypes()))
        .anyMatch(RepoCaller.class::equals)) {
      codes.add("REPO_NOT_FOUND");
    }
    Map<Integer, Set<String>> byStatus = new TreeMap<>();
    for (String code : codes) {
      int status = ErrorCode.parse(code).status();
      if (status > 0) {
        byStatus.computeIfAbsent(status, _ -> new TreeSet<>()).add(code);
      }
    }
    return byStatus;
  }

  private static void error(
      ObjectNode response, int status, Set<String> codes, List<CodeFacts> facts) {
    ArrayNode bodies = Json.MAPPER.createArrayNode();
    bodies.add(ref("Error"));
    if (status == 409 && calls(facts, "conflicts")) {
      bodies.add(ref("Conflicts"));
    }
    if (status == 403 && calls(facts, "denied")) {
      bodies.add(ref("Denials"));
    }
    ObjectNode schema = Json.MAPPER.createObjectNode();
    if (bodies.size() == 1) {
      schema = ref("Error");
    } else {
      schema.set("oneOf", bodies);
    }
    content(response, JSON, schema);
    ArrayNode listed = response.putArray("x-docstore-codes");
    codes.forEach(listed::add);
  }

  private static boolean calls(List<CodeFacts> facts, String factory) {
    return facts.stream()
        .flatMap(f -> f.callees.stream())
        .anyMatch(
            callee ->
                callee.owner().endsWith("/DocStoreException") && callee.name().equals(factory));
  }

  private static ObjectNode described(int status) {
    return described(HttpStatus.valueOf(status).getReasonPhrase());
  }

  private static ObjectNode described(String text) {
    return Json.MAPPER.createObjectNode().put("description", text);
  }

  private static void content(ObjectNode response, String type, ObjectNode schema) {
    ObjectNode content = (ObjectNode) response.get("content");
    ObjectNode media = (content == null ? response.putObject("content") : content).putObject(type);
    if (!schema.isEmpty()) {
      media.set("schema", schema);
    }
  }

  private static ObjectNode ref(String component) {
    return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + component);
  }

  /** Everything of one kind that the code tells. */
  static <T> Set<T> union(
      List<CodeFacts> facts, java.util.function.Function<CodeFacts, Set<T>> kind) {
    Set<T> all = new TreeSet<>();
    facts.forEach(f -> all.addAll(kind.apply(f)));
    return all;
  }
}
