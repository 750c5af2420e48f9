package dev.docstore.server.openapi;

import dev.docstore.common.json.Json;
import dev.docstore.server.access.AccessTable;
import dev.docstore.server.access.Need;
import dev.docstore.server.openapi.CodeFacts.Callee;
import dev.docstore.server.testing.Routes.Route;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the OpenAPI document from what there is anyway: the registered routes and their access
 * rows, the wire records, the Javadoc, and what the compiled handlers read and refuse with.
 */
final class DocumentWriter {
  private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");
  private static final String ROOT = "dev.docstore.server.";

  private final List<Route> routes;
  private final AccessTable access;
  private final SourceDocs docs = new SourceDocs();
  private final ReachableCode code = new ReachableCode();
  private final ObjectNode frame = resource("frame.json");
  private final Schemas schemas = new Schemas(docs, resource("examples.json"));
  private final Responses responses = new Responses(schemas);
  private final List<String> problems = new ArrayList<>();

  DocumentWriter(List<Route> routes, AccessTable access) {
    this.routes = routes;
    this.access = access;
  }

  static ObjectNode resource(String name) {
    try (InputStream in = DocumentWriter.class.getResourceAsStream(name)) {
      return (ObjectNode) Json.MAPPER.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectNode write() {
    ObjectNode document = frame.deepCopy();
    ObjectNode paths = Json.MAPPER.createObjectNode();
    byPath().forEach((path, of) -> paths.set(path, path(of)));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    document.set("tags", tags());
    document.set("paths", paths);
    ObjectNode components = (ObjectNode) Objects.requireNonNull(document.remove("components"));
    ObjectNode described = components.putObject("schemas");
    schemas.components().forEach(described::set);
    document.set("components", components);
    return document;
  }

  private Map<String, List<Route>> byPath() {
    return routes.stream()
        .collect(Collectors.groupingBy(Route::pattern, TreeMap::new, Collectors.toList()));
  }

  private ObjectNode path(List<Route> of) {
    ObjectNode path = Json.MAPPER.createObjectNode();
    for (String method : METHODS) {
      List<Route> same =
          of.stream()
              .filter(route -> route.method().equals(method))
              .sorted(Comparator.comparing(route -> route.handler().getName()))
              .toList();
      if (!same.isEmpty()) {
        path.set(method.toLowerCase(Locale.ROOT), operationOrProblem(same));
      }
    }
    return path;
  }

  /** All that is wrong is told at once: a build for each would be slow. */
  private ObjectNode operationOrProblem(List<Route> same) {
    try {
      return operation(same);
    } catch (IllegalStateException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Json.MAPPER.createObjectNode();
    }
  }

  private ObjectNode operation(List<Route> same) {
    Route route = same.getFirst();
    AccessTable.Row row = access.rowOf(route.method(), route.pattern()).orElseThrow();
    List<CodeFacts> facts = code.from(same.stream().flatMap(DocumentWriter::roots));
    ObjectNode operation = Json.MAPPER.createObjectNode();
    operation.put("operationId", operationId(route));
    operation.putArray("tags").add(tag(route.handler()));
    operation.put("summary", summary(same));
    operation.put("x-docstore-role", role(row.need()));
    row.permission()
        .ifPresent(
            p -> operation.put("x-docstore-job-permission", p.name().toLowerCase(Locale.ROOT)));
    operation.set("security", Security.of(row.need(), isSigned(same)));
    ArrayNode parameters = Parameters.of(same, facts);
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    bodies(same, operation);
    operation.set("responses", responses.of(same, row.need(), facts));
    return operation;
  }

  /** What a request of this route may run before and in its handler. */
  static Stream<Callee> roots(Route route) {
    Method handler = route.handler();
    List<Callee> roots = new ArrayList<>(List.of(ReachableCode.root(handler)));
    for (Parameter parameter : handler.getParameters()) {
      if (parameter.getType() == Conditional.class) {
        roots.addAll(constructors(Conditional.class));
      }
      if (parameter.getType() == Query.class) {
        roots.add(ReachableCode.root(method(Query.class, "parse")));
      }
      if (parameter.getType() == JsonBody.class
          || parameter.isAnnotationPresent(RequestBody.class)) {
        roots.add(ReachableCode.root(method(JsonBody.class, "read")));
      }
    }
    return roots.stream();
  }

  private static List<Callee> constructors(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .map(
            made ->
                new Callee(
                    type.getName().replace('.', '/'),
                    "<init>",
                    MethodType.methodType(void.class, made.getParameterTypes()).descriptorString()))
        .toList();
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String summary(List<Route> same) {
    return same.stream()
        .map(
            route ->
                docs.of(route.handler())
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                route.handler()
                                    + " needs a Javadoc sentence: it becomes the summary of "
                                    + route.name()
                                    + " in openapi.json")))
        .collect(Collectors.joining(" "));
  }

  /** Whether one of the handlers takes a signature instead of a caller. */
  private static boolean isSigned(List<Route> same) {
    return same.stream().anyMatch(route -> Parameters.declared(route.handler()).contains("sig"));
  }

  private void bodies(List<Route> same, ObjectNode operation) {
    ObjectNode content = Json.MAPPER.createObjectNode();
    boolean required = true;
    for (Route route : same) {
      List<CodeFacts> facts = code.from(roots(route));
      required &= facts.stream().noneMatch(fact -> fact.bodyMayBeMissing);
      for (Class<?> type : bodyTypes(route.handler(), facts)) {
        ObjectNode schema = schemas.body(type, Responses.union(facts, f -> f.requiredMembers));
        if (isMultipart(route.handler())) {
          content.set("multipart/form-data", multipart(schema));
        } else {
          content.putObject("application/json").set("schema", schema);
        }
      }
    }
    if (!content.isEmpty()) {
      operation.putObject("requestBody").put("required", required).set("content", content);
    }
  }

  private static Set<Class<?>> bodyTypes(Method handler, List<CodeFacts> facts) {
    Set<Class<?>> types = new LinkedHashSet<>();
    Arrays.stream(handler.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
        .forEach(parameter -> types.add(parameter.getType()));
    Responses.union(facts, f -> f.bodyTypes).forEach(descriptor -> types.add(type(descriptor)));
    if (types.size() > 1) {
      throw new IllegalStateException(handler + " reads its body in several ways: " + types);
    }
    return types;
  }

  private static boolean isMultipart(Method handler) {
    PostMapping mapping = handler.getAnnotation(PostMapping.class);
    return mapping != null && List.of(mapping.consumes()).contains("multipart/form-data");
  }

  /** The JSON is the part {@code commit}, which names the others. */
  private static ObjectNode multipart(ObjectNode json) {
    ObjectNode media = Json.MAPPER.createObjectNode();
    ObjectNode schema = media.putObject("schema").put("type", "object");
    schema.putObject("properties").set("commit", json);
    schema.putObject("additionalProperties").put("contentMediaType", "application/octet-stream");
    schema.putArray("required").add("commit");
    media.putObject("encoding").putObject("commit").put("contentType", "application/json");
    return media;
  }

  private static Class<?> type(String descriptor) {
    try {
      return Class.forName(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private ArrayNode tags() {
    ArrayNode tags = Json.MAPPER.createArrayNode();
    Set<String> names = new TreeSet<>();
    routes.forEach(route -> names.add(tag(route.handler())));
    for (String name : names) {
      tags.addObject().put("name", name).put("description", docs.of(ROOT + name).orElseThrow());
    }
    return tags;
  }

  private static String tag(Method handler) {
    return handler.getDeclaringClass().getPackageName().substring(ROOT.length());
  }

  /** {@code getRepoBranchStatus}: made of the path, so that moving code renames nothing. */
  private static String operationId(Route route) {
    boolean ofRepo = route.pattern().contains("/-/");
    String path = ofRepo ? route.pattern().split("/-/", 2)[1] : route.pattern();
    StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    id.append(ofRepo ? "Repo" : "");
    for (String word : path.replace("{", "by-").split("[^a-zA-Z]+", -1)) {
      if (!word.isEmpty()) {
        id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return id.append(path.endsWith("/") ? "Empty" : "").toString();
  }

  private static String role(Need need) {
    return switch (need) {
      case Need.Nothing _ -> "public";
      case Need.OwnCredential _ -> "own credential";
      case Need.OwnJob _ -> "own job";
      case Need.SignedIn _ -> "signed in";
      case Need.RepoRole(var role) -> role.wireName();
      case Need.GlobalAdmin _ -> "global admin";
      case Need.Nobody _ -> "nobody";
    };
  }
}
