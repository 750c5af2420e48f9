package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.ServerProcess;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Spec 01 §2.4, read from what the real program writes. */
@DatabaseTest
class AccessLogTest {
  private static final String ADMIN = "admin@example.com";

  @TempDir Path folder;

  private static JsonNode record(ServerProcess server, String method, String path) {
    return await("the record of " + method + " " + path)
        .until(
            () ->
                server.requests().stream()
                    .filter(r -> r.path("method").asString("").equals(method))
                    .filter(r -> r.path("path").asString("").equals(path))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  @Test
  void everyRequestLeavesOneRecord(TestDatabase database) {
    try (ServerProcess server = start(database, Map.of())) {
      Api admin = server.as(ADMIN);
      admin.post("/orgs", "{\"name\":\"acme\"}").expect(201);
      admin.post("/repos", "{\"owner\":\"acme\",\"name\":\"team/app\"}").expect(201);
      int length = admin.get("/repos/acme%2Fteam/app/-/tree?limit=7&secret=1").bytes().length;
      admin.send("PUT", "/orgs", "").expect(405);
      admin.get("/repos/acme/nowhere").expect(404);
      admin.post("/orgs/acme/invites/5ec2e7/accept", "").expect(404);
      admin.get("/healthz").expect(200);
      RawHttp.get(server.url(), "/repos/%zz");
      RawHttp.request(server.url(), "TRACE", "/repos", "");
      RawHttp.request(server.url(), "GET", "/huge", "X-Huge: " + "x".repeat(200_000) + "\r\n");

      JsonNode tree = record(server, "GET", "/repos/acme%2Fteam/app/-/tree");
      assertThat(tree.get("level").asString()).isEqualTo("INFO");
      assertThat(tree.get("status").asInt()).isEqualTo(200);
      assertThat(tree.get("identity").asString()).isEqualTo(ADMIN);
      assertThat(tree.get("repo").asString()).isEqualTo("acme/team/app");
      assertThat(tree.get("bytes").asInt()).isEqualTo(length);
      assertThat(tree.get("duration_ms").isIntegralNumber()).isTrue();

      assertRecord(record(server, "PUT", "/orgs"), "WARN", 405, ADMIN, "");
      assertRecord(
          record(server, "GET", "/repos/acme/nowhere"), "WARN", 404, ADMIN, "acme/nowhere");
      assertRecord(record(server, "GET", "/healthz"), "INFO", 200, "", "");
      assertRecord(record(server, "POST", "/orgs/acme/invites/***/accept"), "WARN", 404, ADMIN, "");
      assertRecord(record(server, "GET", "/repos/%zz"), "WARN", 400, "", "");
      assertRecord(record(server, "TRACE", "/repos"), "WARN", 405, "", "");
      assertRecord(record(server, "GET", "/huge"), "WARN", 431, "", "");
      assertThat(server.out()).doesNotContain("secret=1", "5ec2e7");
      List<String> paths = server.requests().stream().map(r -> r.get("path").asString()).toList();
      assertThat(paths).containsOnlyOnce("/orgs/acme/invites/***/accept", "/healthz", "/huge");
    }
  }

  @Test
  void whoIsNotSignedInHasNoName(TestDatabase database) {
    try (ServerProcess server = start(database, Map.of("DEV_IDENTITY", ""))) {
      server.as(ADMIN).get("/orgs?token=geheim").expect(401);

      assertRecord(record(server, "GET", "/orgs"), "WARN", 401, "", "");
      assertThat(server.out()).doesNotContain("geheim");
    }
  }

  @Test
  void textIsKeysAndValues(TestDatabase database) {
    try (ServerProcess server =
        start(database, Map.of("LOG_FORMAT", "text", "LOG_LEVEL", "warn"))) {
      server.as(ADMIN).get("/orgs").expect(200);
      server.as(ADMIN).get("/repos/a%20b%0A/c").expect(404);

      await()
          .untilAsserted(
              () ->
                  assertThat(server.out())
                      .containsPattern(
                          "(?m)^time=\\S+Z level=warn msg=request method=GET path=/repos/a%20b%0A/c"
                              + " status=404 duration_ms=\\d+ identity=admin@example.com"
                              + " repo=\"a b\\\\u000a/c\" bytes=\\d+$"));
      assertThat(server.out()).doesNotContain("path=/orgs ", "level=info");
    }
  }

  private ServerProcess start(TestDatabase database, Map<String, String> variables) {
    Map<String, String> all = new HashMap<>();
    all.put("DATABASE_URL", database.url());
    all.put("DEV_IDENTITY", ADMIN);
    all.putAll(variables);
    return ServerProcess.start(folder, all).ready();
  }

  private static void assertRecord(
      JsonNode record, String level, int status, String identity, String repo) {
    assertThat(record.get("level").asString()).isEqualTo(level);
    assertThat(record.get("status").asInt()).isEqualTo(status);
    assertThat(record.get("identity").asString()).isEqualTo(identity);
    assertThat(record.get("repo").asString()).isEqualTo(repo);
    assertThat(record.has("bytes")).isTrue();
    assertThat(record.has("duration_ms")).isTrue();
  }
}
