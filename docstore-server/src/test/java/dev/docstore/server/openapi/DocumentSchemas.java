package dev.docstore.server.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.docstore.common.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Judges values by the schemas of a document. */
final class DocumentSchemas {
  private final JsonNode components;

  private DocumentSchemas(JsonNode components) {
    this.components = components;
  }

  static DocumentSchemas of(JsonNode document) {
    return new DocumentSchemas(document.get("components"));
  }

  /** As {@link #of}, but members that the document does not know are wrong as well. */
  static DocumentSchemas closed(JsonNode document) {
    JsonNode components = document.get("components").deepCopy();
    for (JsonNode schema : components.get("schemas")) {
      if (schema instanceof ObjectNode object && object.has("properties")) {
        object.put("additionalProperties", false);
      }
    }
    return new DocumentSchemas(components);
  }

  /** What is wrong with a value, by a reference such as {@code #/components/schemas/Org}. */
  List<Error> problems(String reference, JsonNode value) {
    return problems(Json.MAPPER.createObjectNode().put("$ref", reference), value);
  }

  /** What is wrong with a value, by a schema that may refer to the document's components. */
  List<Error> problems(JsonNode schema, JsonNode value) {
    ObjectNode whole = Json.MAPPER.createObjectNode();
    whole.set("components", components);
    whole.putArray("allOf").add(schema);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole)
        .validate(value);
  }
}
