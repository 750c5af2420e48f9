package dev.docstore.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DocumentComparisonTest {
  private static final String DOCUMENT =
      """
      {"paths":{"/tree":{"get":{
         "operationId":"getTree","summary":"The tree.","x-docstore-role":"reader",
         "parameters":[
           {"name":"limit","in":"query","schema":{"type":"integer"}},
           {"name":"kind","in":"query","schema":{"type":"string","enum":["file","link"]}}],
         "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Ask"}}}},
         "responses":{"200":{"description":"Done.","headers":{"ETag":{}},
           "content":{"application/json":{"schema":{"type":"array",
             "items":{"$ref":"#/components/schemas/Entry"}}}}},
           "404":{"description":"Not found","x-docstore-codes":["NOT_FOUND"]}}}}},
       "components":{"schemas":{
         "Ask":{"type":"object","properties":{"path":{"type":"string"},"deep":{"type":"boolean"}},
                "required":["path"]},
         "Entry":{"type":"object","properties":{"path":{"type":"string"},"size":{"type":"integer"},
                  "state":{"type":"string","enum":["new","old"]}},"required":["path","size"]}}}}
      """;

  private static DocumentComparison comparison(String from, String to) {
    assertThat(DOCUMENT).contains(from);
    JsonNode before = Json.MAPPER.readTree(DOCUMENT);
    return DocumentComparison.of(before, Json.MAPPER.readTree(DOCUMENT.replace(from, to)));
  }

  @Test
  void findsNothingBetweenEqualDocuments() {
    assertThat(comparison("getTree", "getTree").report()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      textBlock =
          """
          "/tree"                      | "/trees"                            | GET /tree: the route is gone
          "name":"limit"               | "name":"most"                       | query parameter 'limit' is gone
          "limit","in":"query"         | "limit","required":true,"in":"query" | 'limit' is required now
          ["file","link"]              | ["file"]                            | 'kind' is never link any more
          "type":"integer"}},          | "type":"string"}},                  | 'limit' was of type [integer] and is of type [string]
          "required":["path"]}         | "required":["path","deep"]}         | request body, member 'deep' is required now
          "required":["path","size"]   | "required":["path"]                 | response 200[], member 'size' may be absent now
          "size":{"type":"integer"},   | ^^                                  | member 'size' is gone
          ["new","old"]                | ["new"]                             | member 'state' is never old any more
          "size":{"type":"integer"}    | "size":{"type":["integer","null"]}  | member 'size' was of type
          "200"                        | "201"                               | response 200 is gone
          "headers":{"ETag":{}},       | ^^                                  | header ETag is gone
          "reader"                     | "writer"                            | x-docstore-role was "reader" and is "writer"
          """,
      delimiter = '|')
  void seesWhatBreaksOldClients(String from, String to, String what) {
    String report = comparison(from, to).report();

    assertThat(report).contains("BREAKING", what, "Old clients break.");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      textBlock =
          """
          "parameters":[          | "parameters":[{"name":"x","in":"query","schema":{}}, | query parameter 'x' is new
          ["new","old"]           | ["new","old","gone"]                                 | member 'state' may be gone now
          "size":{                | "mode":{"type":"string"},"size":{                    | member 'mode' is new
          "required":["path"]}    | "required":[]}                                       | member 'path' may be absent now
          "404":{                 | "409":{},"404":{                                     | response 409 is new
          ["NOT_FOUND"]           | ["NOT_FOUND","REPO_NOT_FOUND"]                       | codes were ["NOT_FOUND"]
          "The tree."             | "A tree."                                            | texts changed
          "paths":{               | "paths":{"/x":{"get":{}},                            | GET /x: the route is new
          """,
      delimiter = '|')
  void seesWhatOldClientsGetOnWith(String from, String to, String what) {
    String report = comparison(from, to).report();

    assertThat(report).contains(what, "Old clients keep working.").doesNotContain("BREAKING");
  }

  @Test
  void namesEveryRouteThatARecordIsPartOf() {
    String report =
        comparison("\"deep\":{\"type\":\"boolean\"}", "\"deep\":{\"type\":\"string\"}").report();

    assertThat(report).contains("BREAKING    GET /tree: request body, member 'deep'");
  }
}
