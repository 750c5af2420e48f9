package dev.docstore.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.docstore.common.json.Json;
import dev.docstore.server.access.AccessTable;
import dev.docstore.server.testing.Routes;
import dev.docstore.server.testing.Routes.Route;
import dev.docstore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiDocumentTest {
  private static final Path COMMITTED = Path.of("../docs/openapi.json");
  private static final String HOW_TO_ACCEPT =
      "If that is meant, `make openapi` writes docs/openapi.json anew; commit it with the change.";
  private static final TestServer SERVER = TestServer.shared();
  private static final List<Route> ROUTES = Routes.of(SERVER);
  private static final String WRITTEN =
      Json.MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(
                  new DocumentWriter(ROUTES, SERVER.bean(AccessTable.class)).write())
          + "\n";
  private static final JsonNode GENERATED = Json.MAPPER.readTree(WRITTEN);

  /** What `make openapi` runs. */
  @Test
  @EnabledIfSystemProperty(named = "openapi.write", matches = "true")
  void writesTheCommittedDocument() throws IOException {
    Files.writeString(COMMITTED, WRITTEN);

    assertThat(Json.MAPPER.readTree(COMMITTED)).isEqualTo(GENERATED);
  }

  @Test
  void holdsEveryRouteAndNoOther() {
    Set<String> documented = new TreeSet<>();
    GENERATED
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(documented)
        .isEqualTo(ROUTES.stream().map(Route::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void isTheCommittedDocument() throws IOException {
    JsonNode committed = Json.MAPPER.readTree(Files.readString(COMMITTED));

    assertThat(DocumentComparison.of(committed, GENERATED).report())
        .as("docs/openapi.json is not what the controllers say. %s", HOW_TO_ACCEPT)
        .isEmpty();
    assertThat(Files.readString(COMMITTED)).as(HOW_TO_ACCEPT).isEqualTo(WRITTEN);
  }

  /** As strict as OpenAPI, and stricter: what the document has no use for, it may not contain. */
  @Test
  void hasTheShapeOfOpenApi() {
    assertThat(valid(DocumentWriter.resource("document-schema.json"), GENERATED)).isEmpty();
  }

  @Test
  void describesObjectsInValidJsonSchema() {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));

    assertThat(GENERATED.at("/components/schemas").properties())
        .allSatisfy(schema -> assertThat(meta.validate(schema.getValue())).isEmpty())
        .hasSizeGreaterThan(40);
  }

  @Test
  void givesExamplesThatFitTheirObjects() {
    ObjectNode examples = DocumentWriter.resource("examples.json");

    assertThat(examples.properties())
        .allSatisfy(
            example ->
                assertThat(
                        DocumentSchemas.of(GENERATED)
                            .problems(
                                "#/components/schemas/" + example.getKey(), example.getValue()))
                    .isEmpty());
  }

  @Test
  void namesEveryOperationOnce() {
    List<String> ids =
        GENERATED.findValues("operationId").stream().map(JsonNode::asString).toList();

    assertThat(ids).doesNotHaveDuplicates().hasSize(operations());
  }

  @Test
  void pagesEveryList() {
    GENERATED
        .get("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode schema =
                  path.getValue().at("/get/responses/200/content/application~1json/schema");
              if (schema.path("type").asString("").equals("array")
                  || schema.path("$ref").asString("").endsWith("List")) {
                assertThat(path.getValue().at("/get/parameters").findValuesAsString("name"))
                    .as(path.getKey())
                    .contains("limit", "after");
              }
            });
  }

  @Test
  void saysWhatEveryRouteNeeds() {
    assertThat(GENERATED.findValues("x-docstore-role")).hasSize(operations());
    assertThat(GENERATED.at("/paths/~1repos~1{repo}~1-~1merge/post/x-docstore-role").asString())
        .isEqualTo("maintainer");
    assertThat(GENERATED.at("/paths/~1healthz/get/security")).isEmpty();
  }

  private static int operations() {
    return (int) ROUTES.stream().map(Route::name).distinct().count();
  }

  private static List<com.networknt.schema.Error> valid(JsonNode schema, JsonNode document) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(document);
  }
}
