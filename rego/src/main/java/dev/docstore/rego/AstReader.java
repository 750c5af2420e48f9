package dev.docstore.rego;

import dev.docstore.rego.Ast.Place;
import dev.docstore.rego.Ast.Statement;
import dev.docstore.rego.Ast.Term;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the tree that the engine's parser writes as JSON. */
final class AstReader {
  private static final int DEEPEST = 4_000;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .build();
  private static final Map<String, Ast.Type> TYPES =
      Map.ofEntries(
          Map.entry("String", Ast.Type.STRING),
          Map.entry("RawString", Ast.Type.STRING),
          Map.entry("Number", Ast.Type.NUMBER),
          Map.entry("Bool", Ast.Type.BOOLEAN),
          Map.entry("Null", Ast.Type.NULL),
          Map.entry("Array", Ast.Type.ARRAY),
          Map.entry("Set", Ast.Type.SET),
          Map.entry("ArrayCompr", Ast.Type.ARRAY),
          Map.entry("SetCompr", Ast.Type.SET),
          Map.entry("ObjectCompr", Ast.Type.OBJECT));

  private final byte[] source;

  private final Places places;

  private AstReader(String source) {
    this.source = source.getBytes(StandardCharsets.UTF_8);
    this.places = new Places(this.source);
  }

  /**
   * The tree of one module; {@code json} is what the parser made of it alone.
   *
   * @throws tools.jackson.core.exc.StreamConstraintsException if it is nested beyond reason
   */
  static Ast.Module read(RegoModule module, String json) {
    JsonNode tree = JSON.readTree(json).get(0).get("ast");
    return new AstReader(module.source()).module(module.path(), tree);
  }

  private Ast.Module module(String path, JsonNode tree) {
    JsonNode home = tree.get("package");
    return new Ast.Module(
        path,
        place(home.get("span")),
        Paths.of(Paths.DATA, term(home.get("refr"))),
        list(tree.get("imports")).map(this::imported).toList(),
        list(tree.get("rules")).map(this::rule).toList());
  }

  private Ast.Import imported(JsonNode node) {
    List<String> path = Paths.of(List.of(), term(node.get("refr")));
    String alias = node.has("as") ? text(node.get("as")) : path.getLast();
    return new Ast.Import(place(node.get("span")), path, alias);
  }

  private Ast.Rule rule(JsonNode node) {
    JsonNode rule = only(node);
    Place place = place(rule.get("span"));
    if (node.has("Default")) {
      return new Ast.Rule(
          place,
          Ast.Kind.DEFAULT,
          term(rule.get("refr")),
          terms(rule.get("args")),
          List.of(term(rule.get("value"))),
          List.of());
    }
    JsonNode head = only(rule.get("head"));
    Ast.Kind kind =
        switch (name(rule.get("head"))) {
          case "Set" -> bracketed(head) ? Ast.Kind.OLD_SET : Ast.Kind.SET;
          case "Func" -> Ast.Kind.FUNCTION;
          default -> Ast.Kind.VALUE;
        };
    List<Term> heads =
        head.has("key")
            ? optional(head.get("key")).stream().toList()
            : assigned(head.get("assign"));
    return new Ast.Rule(
        place,
        kind,
        term(head.get("refr")),
        terms(head.path("args")),
        heads,
        list(rule.get("bodies"))
            .map(body -> new Ast.Body(assigned(body.get("assign")), query(body.get("query"))))
            .toList());
  }

  private boolean bracketed(JsonNode head) {
    int end = only(head.get("refr")).get("span").get("end").asInt();
    return end < source.length && source[end] == '[';
  }

  private List<Term> assigned(JsonNode assign) {
    return assign.isNull() ? List.of() : List.of(term(assign.get("value")));
  }

  private List<Statement> query(JsonNode query) {
    return list(query.get("stmts")).map(this::statement).toList();
  }

  private Statement statement(JsonNode node) {
    Place place = place(node.get("span"));
    List<Ast.With> withs =
        list(node.path("with_mods"))
            .map(
                with ->
                    new Ast.With(
                        place(with.get("span")), term(with.get("refr")), term(with.get("as"))))
            .toList();
    JsonNode literal = only(node.get("literal"));
    return switch (name(node.get("literal"))) {
      case "SomeVars" ->
          new Ast.Declaration(place, list(literal.get("vars")).map(this::named).toList(), withs);
      case "SomeIn" ->
          new Ast.Choice(
              place,
              optional(literal.get("key")),
              term(literal.get("value")),
              term(literal.get("collection")),
              withs);
      case "Every" ->
          new Ast.Every(
              place,
              Stream.of(literal.get("key"), literal.get("value"))
                  .filter(span -> !span.isNull())
                  .map(this::named)
                  .toList(),
              term(literal.get("domain")),
              query(literal.get("query")),
              withs);
      case "NotExpr" -> new Ast.Condition(place, true, term(literal.get("expr")), withs);
      default -> new Ast.Condition(place, false, term(literal.get("expr")), withs);
    };
  }

  private Term term(JsonNode node) {
    String kind = name(node);
    JsonNode content = only(node);
    Place place = place(content.get("span"));
    return switch (kind) {
      case "Var" -> new Ast.Variable(place, content.get("value").asString());
      case "Array", "Set" -> new Ast.Composite(place, type(kind), terms(content.get("items")));
      case "Object" -> new Ast.Composite(place, Ast.Type.OBJECT, fields(content.get("fields")));
      case "ArrayCompr", "SetCompr" ->
          new Ast.Comprehension(
              place, type(kind), List.of(term(content.get("term"))), query(content.get("query")));
      case "ObjectCompr" ->
          new Ast.Comprehension(
              place,
              type(kind),
              List.of(term(content.get("key")), term(content.get("value"))),
              query(content.get("query")));
      case "Call" -> new Ast.Call(place, term(content.get("fcn")), terms(content.get("params")));
      case "RefDot" -> {
        JsonNode field = content.get("field");
        Term key = new Ast.Constant(place(field.get(0)), Ast.Type.STRING, field.get(1).asString());
        yield new Ast.Member(place, term(content.get("refr")), key);
      }
      case "RefBrack" ->
          new Ast.Member(place, term(content.get("refr")), term(content.get("index")));
      case "UnaryExpr" -> new Ast.Operation(place, "-", List.of(term(content.get("expr"))));
      case "Membership" ->
          new Ast.Operation(
              place,
              "in",
              Stream.concat(
                      optional(content.get("key")).stream(),
                      Stream.of(term(content.get("value")), term(content.get("collection"))))
                  .toList());
      case "AssignExpr" ->
          new Ast.Binding(
              place,
              content.get("op").asString().equals("ColEq"),
              term(content.get("lhs")),
              term(content.get("rhs")));
      case "BinExpr", "BoolExpr", "ArithExpr" ->
          new Ast.Operation(
              place,
              content.get("op").asString(),
              List.of(term(content.get("lhs")), term(content.get("rhs"))));
      default -> new Ast.Constant(place, type(kind), content.get("value").asString(""));
    };
  }

  private List<Term> fields(JsonNode fields) {
    List<Term> terms = new ArrayList<>();
    for (JsonNode field : fields) {
      terms.add(term(field.get(1)));
      terms.add(term(field.get(2)));
    }
    return terms;
  }

  private static Ast.Type type(String kind) {
    Ast.Type type = TYPES.get(kind);
    if (type == null) {
      throw new IllegalStateException(
          "the parser knows a kind of term that the check does not: " + kind);
    }
    return type;
  }

  private List<Term> terms(JsonNode nodes) {
    return list(nodes).map(this::term).toList();
  }

  private Optional<Term> optional(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(term(node));
  }

  private Ast.Name named(JsonNode span) {
    return new Ast.Name(place(span), text(span));
  }

  private String text(JsonNode span) {
    int start = span.get("start").asInt();
    return new String(source, start, span.get("end").asInt() - start, StandardCharsets.UTF_8);
  }

  /** Made from the offset: the column of some spans is where an operator stands. */
  private Place place(JsonNode span) {
    return places.of(span.get("start").asInt());
  }

  private static Stream<JsonNode> list(JsonNode nodes) {
    return nodes.valueStream();
  }

  /** A node of several kinds is an object whose only member is named by its kind. */
  private static String name(JsonNode node) {
    return node.propertyNames().iterator().next();
  }

  private static JsonNode only(JsonNode node) {
    return node.iterator().next();
  }
}
