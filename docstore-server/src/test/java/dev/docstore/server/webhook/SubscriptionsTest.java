package dev.docstore.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionsTest {
  private static final String BOB = "bob@example.com";
  private static final String SERVICE = "scheduler@services.example.com";
  private static final String CONFIG = "\"config\":{\"url\":\"https://example.com/hook\"}";

  private final TestDatabase database;
  private TestServer server;
  private EventScenario scenario;

  SubscriptionsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    server = TestServer.start(database, Map.of("SERVICE_IDENTITIES", SERVICE));
    scenario = new EventScenario(database, server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static JsonNode create(Api api, String members) {
    return api.post("/subscriptions", "{\"backend\":\"webhook\"," + members + "}")
        .expect(201)
        .json();
  }

  private static String id(JsonNode subscription) {
    return subscription.get("id").asString();
  }

  private String repoOf(String identity, String role) {
    String repo = scenario.repo();
    scenario.grant(repo, identity, role);
    return repo;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                                       | invalid request body",
        "{\"event_types\":\"all\"}                               | invalid request body",
        "{\"event_types\":[null],\"backend\":\"webhook\"}         | invalid request body",
        "{}                                                      | backend is required",
        "{\"backend\":\"pubsub\"}                                | only backend='webhook' is supported",
        "{\"backend\":\"webhook\"}                               | config is required",
        "{\"backend\":\"webhook\",\"config\":[]}                 | config must be a JSON object",
        "{\"backend\":\"webhook\",\"config\":\"x\"}              | config must be a JSON object",
        "{\"backend\":\"webhook\",\"config\":{\"url\":1}}        | config must be a JSON object",
        "{\"backend\":\"webhook\",\"config\":null}               | config.url is required for webhook backend",
        "{\"backend\":\"webhook\",\"config\":{}}                 | config.url is required for webhook backend",
        "{\"backend\":\"webhook\",\"config\":{\"url\":\"\"}}     | config.url is required for webhook backend",
        "{\"backend\":\"webhook\",\"config\":{\"url\":null}}     | config.url is required for webhook backend",
        "{\"backend\":\"webhook\",\"config\":{\"url\":\"ftp://example.com\"}} | config.url must be a valid http or https URL",
        "{\"backend\":\"webhook\",\"config\":{\"url\":\"/hook\"}} | config.url must be a valid http or https URL",
      })
  void refusesABadRequestWithTheFirstThingThatIsWrong(String body, String message) {
    server.api().post("/subscriptions", body).expectError(400, "BAD_REQUEST", message);
  }

  @Test
  void answersWithTheSubscriptionAndNeverWithItsSecret() {
    JsonNode created =
        create(
            server.api(),
            "\"config\":{\"secret\":\"hush\",\"team\":\"core\",\"url\":\"HTTPS://example.com/hook\"}");
    assertThat(created.propertyNames())
        .containsExactly("id", "backend", "config", "created_at", "created_by", "failure_count");
    assertThat(created.get("config").toString())
        .isEqualTo("{\"secret\":\"***\",\"team\":\"core\",\"url\":\"HTTPS://example.com/hook\"}");
    assertThat(created.get("created_by").asString()).isEqualTo(TestServer.ADMIN);
    assertThat(created.get("failure_count").asInt()).isZero();
    String all = server.api().get("/subscriptions").expect(200).text();
    assertThat(all).contains(id(created)).doesNotContain("hush");
    assertThat(
            database.queryText("select count(*) from event_subscriptions where secret is not null"))
        .isNotEqualTo("0");
    assertThat(rowsWith("hush")).isEqualTo("0");
  }

  /** As bytes or as text, wherever a webhook leaves something behind. */
  private @Nullable String rowsWith(String plaintext) {
    return database.queryText(
        """
        select (select count(*) from event_subscriptions
                where position('%1$s'::bytea in secret) > 0 or config::text like '%%%1$s%%')
             + (select count(*) from webhook_deliveries d where (d.*)::text like '%%%1$s%%')
             + (select count(*) from event_log where position('%1$s'::bytea in payload) > 0)
        """
            .formatted(plaintext));
  }

  @Test
  void letsReadersSubscribeToTheirReposOnly() {
    String own = repoOf(BOB, "reader");
    String foreign = scenario.repo();
    Api bob = server.as(BOB);
    JsonNode created = create(bob, "\"repo\":\"" + own + "\",\"event_types\":[\"a\"]," + CONFIG);
    assertThat(created.get("repo").asString()).isEqualTo(own);
    assertThat(created.get("event_types").toString()).isEqualTo("[\"a\"]");
    String body = "{\"backend\":\"webhook\"," + CONFIG + ",\"repo\":\"%s\"}";
    bob.post("/subscriptions", body.formatted(""))
        .expectError(403, "FORBIDDEN", "forbidden: global admin required for global subscriptions");
    for (String repo : new String[] {foreign, "no/such"}) {
      bob.post("/subscriptions", body.formatted(repo))
          .expectError(403, "FORBIDDEN", "forbidden: no access to repo");
    }
    server
        .api()
        .post("/subscriptions", body.formatted("no/such"))
        .expectError(404, "REPO_NOT_FOUND", "repo not found");
  }

  @Test
  void listsOnesOwnToEverybodyAndAllToTheAdmin() {
    String carol = "carol@example.com";
    String own =
        id(create(server.as(carol), "\"repo\":\"" + repoOf(carol, "reader") + "\"," + CONFIG));
    String global = id(create(server.api(), CONFIG));
    assertThat(ids(server.as(carol))).containsExactly(own);
    assertThat(ids(server.api())).contains(own, global);
    assertThat(ids(server.as(SERVICE))).contains(global).doesNotContain(own);
  }

  @Test
  void listsInPages() {
    String dave = "dave@example.com";
    String repo = repoOf(dave, "reader");
    Api api = server.as(dave);
    String first = id(create(api, "\"repo\":\"" + repo + "\"," + CONFIG));
    String second = id(create(api, "\"repo\":\"" + repo + "\"," + CONFIG));
    assertThat(api.get("/subscriptions?limit=1").text()).contains(first).doesNotContain(second);
    assertThat(api.get("/subscriptions?limit=1&after=" + first).text())
        .contains(second)
        .doesNotContain(first);
    api.get("/subscriptions?after=x").expectError(400, "BAD_REQUEST", "invalid 'after' parameter");
  }

  private static List<String> ids(Api api) {
    return api.get("/subscriptions")
        .expect(200)
        .json()
        .get("subscriptions")
        .valueStream()
        .map(SubscriptionsTest::id)
        .toList();
  }

  @Test
  void letsOnlyItsCreatorOrAnAdminManageIt() {
    String repo = repoOf(BOB, "writer");
    String ofAdmin = id(create(server.api(), "\"repo\":\"" + repo + "\"," + CONFIG));
    String ofBob = id(create(server.as(BOB), "\"repo\":\"" + repo + "\"," + CONFIG));
    Api bob = server.as(BOB);
    for (String path : new String[] {"/resume", "/ping"}) {
      bob.post("/subscriptions/" + ofAdmin + path, "")
          .expectError(403, "FORBIDDEN", "forbidden: not subscription creator");
    }
    bob.delete("/subscriptions/" + ofAdmin).expect(403);
    bob.get("/subscriptions/" + ofAdmin + "/deliveries").expect(403);
    bob.send("PATCH", "/subscriptions/" + ofAdmin, "{}").expect(403);
    bob.post("/subscriptions/" + ofBob + "/resume", "").expect(204);
    bob.delete("/subscriptions/" + ofBob).expect(204);
    server.as(SERVICE).delete("/subscriptions/" + ofAdmin).expect(403);
    server.api().delete("/subscriptions/" + ofAdmin).expect(204);
  }

  @Test
  void letsAServiceManageGlobalOnes() {
    String global = id(create(server.as(SERVICE), CONFIG));
    server.as(SERVICE).post("/subscriptions/" + global + "/resume", "").expect(204);
    String ofAdmin = id(create(server.api(), CONFIG));
    server.as(SERVICE).delete("/subscriptions/" + ofAdmin).expect(204);
  }

  @Test
  void knowsNoOtherIds() {
    for (String id : new String[] {UUID.randomUUID().toString(), "nonsense"}) {
      for (Api api : new Api[] {server.api(), server.as(BOB)}) {
        api.delete("/subscriptions/" + id)
            .expectError(404, "SUBSCRIPTION_NOT_FOUND", "subscription not found");
        api.post("/subscriptions/" + id + "/resume", "").expect(404);
        api.send("PATCH", "/subscriptions/" + id, "{}").expect(404);
        api.get("/subscriptions/" + id + "/deliveries").expect(404);
      }
    }
    assertThat(server.api().send("PUT", "/subscriptions", "{}").status()).isEqualTo(405);
  }

  @Test
  void changesWhatTheRequestNamesAndLeavesTheRest() {
    String path =
        "/subscriptions/"
            + id(
                create(
                    server.api(),
                    "\"config\":{\"url\":\"http://a.example\",\"secret\":\"one\",\"team\":\"core\"}"));
    JsonNode changed =
        server
            .api()
            .send(
                "PATCH",
                path,
                "{\"config\":{\"url\":\"http://b.example\",\"secret\":\"***\",\"team\":null}}")
            .expect(200)
            .json();
    assertThat(changed.get("config").toString())
        .isEqualTo("{\"url\":\"http://b.example\",\"secret\":\"***\"}");
    String sealed = sealed(path);
    JsonNode typed =
        server.api().send("PATCH", path, "{\"event_types\":[\"x\"]}").expect(200).json();
    assertThat(typed.get("event_types").toString()).isEqualTo("[\"x\"]");
    assertThat(sealed(path)).isEqualTo(sealed);
    server.api().send("PATCH", path, "{\"config\":{\"secret\":\"two\"}}").expect(200);
    assertThat(sealed(path)).isNotNull().isNotEqualTo(sealed);
    JsonNode open = server.api().send("PATCH", path, "{\"config\":{\"secret\":\"\"}}").json();
    assertThat(open.get("config").toString()).isEqualTo("{\"url\":\"http://b.example\"}");
    assertThat(sealed(path)).isNull();
    server
        .api()
        .send("PATCH", path, "{\"config\":{\"url\":\"\"}}")
        .expectError(400, "BAD_REQUEST", "config.url is required for webhook backend");
  }

  private @Nullable String sealed(String path) {
    return database.queryText(
        "select secret::text from event_subscriptions where id = '"
            + path.substring(path.lastIndexOf('/') + 1)
            + "'");
  }

  @Test
  void goesWithItsRepo() {
    String repo = scenario.repo();
    String id = id(create(server.api(), "\"repo\":\"" + repo + "\"," + CONFIG));
    database.execute("delete from repos where name = '" + repo + "'");
    assertThat(ids(server.api())).doesNotContain(id);
  }
}
