package dev.docstore.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the server really answers is what its document says. */
class OpenApiContractTest {
  private static final String REPO = "/repos/{repo}/-/";
  private static final TestServer SERVER = TestServer.shared();
  private static final JsonNode DOCUMENT = SERVER.api().get("/openapi.json").expect(200).json();

  private final TestRepo repo = TestRepo.newOn(SERVER);

  /** Sends a request and holds its answer against the document. */
  private Answer ask(Api api, int status, String method, String pattern, String path, String body) {
    Answer answer =
        body.isEmpty() && method.equals("GET") ? api.get(path) : api.send(method, path, body);
    answer.expect(status);
    JsonNode operation = DOCUMENT.path("paths").path(pattern).path(method.toLowerCase(Locale.ROOT));
    JsonNode response = operation.path("responses").path(Integer.toString(status));
    assertThat(response.isObject()).as("%s %s documents %s", method, pattern, status).isTrue();
    fits(answer, response);
    return answer;
  }

  private static void fits(Answer answer, JsonNode response) {
    if (!response.has("content")) {
      assertThat(answer.bytes()).isEmpty();
      return;
    }
    String type = Objects.requireNonNull(answer.header("Content-Type")).split(";", 2)[0];
    JsonNode media = response.get("content").path(type);
    assertThat(media.isObject()).as("media type %s", type).isTrue();
    if (type.equals("application/json") && media.has("schema")) {
      JsonNode schema = media.get("schema");
      assertThat(DocumentSchemas.closed(DOCUMENT).problems(schema, answer.json()))
          .as(answer.text())
          .isEmpty();
      if (answer.status() >= 400 && answer.json().has("code")) {
        assertThat(response.get("x-docstore-codes")).contains(answer.json().get("code"));
      }
    }
    Responses.HEADERS.keySet().stream()
        .filter(header -> answer.status() < 300 && answer.header(header) != null)
        .forEach(header -> assertThat(response.path("headers").has(header)).as(header).isTrue());
  }

  private Answer of(int status, String method, String endpoint, String path, String body) {
    return ask(SERVER.api(), status, method, REPO + endpoint, repo.path(path), body);
  }

  private Answer get(String endpoint, String path) {
    return of(200, "GET", endpoint, path, "");
  }

  private Answer outside(int status, String method, String pattern, String path, String body) {
    return ask(SERVER.api(), status, method, pattern, path, body);
  }

  @Test
  void servesTheCommittedDocumentToEverybody() throws IOException {
    Answer answer = SERVER.api().get("/openapi.json").expect(200);

    assertThat(answer.text()).isEqualTo(Files.readString(Path.of("../docs/openapi.json")));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void answersOutsideReposAreAsDocumented() {
    String org = "contract" + UUID.randomUUID().toString().substring(0, 8);
    outside(200, "GET", "/healthz", "/healthz", "");
    outside(200, "GET", "/.well-known/ds-config", "/.well-known/ds-config", "");
    outside(200, "GET", "/openapi.json", "/openapi.json", "");
    outside(200, "GET", "/readyz", "/readyz", "");
    outside(503, "GET", "/auth/login", "/auth/login", "");
    outside(201, "POST", "/orgs", "/orgs", "{\"name\":\"" + org + "\"}");
    outside(409, "POST", "/orgs", "/orgs", "{\"name\":\"" + org + "\"}");
    outside(400, "POST", "/orgs", "/orgs", "[");
    outside(200, "GET", "/orgs", "/orgs?limit=3", "");
    outside(400, "GET", "/orgs", "/orgs?limit=0", "");
    outside(200, "GET", "/orgs/{org}", "/orgs/" + org, "");
    outside(404, "GET", "/orgs/{org}", "/orgs/none", "");
    outside(200, "GET", "/orgs/{org}/members", "/orgs/" + org + "/members", "");
    outside(
        200,
        "POST",
        "/orgs/{org}/members/{identity}",
        "/orgs/" + org + "/members/bob",
        "{\"role\":\"member\"}");
    outside(204, "DELETE", "/orgs/{org}/members/{identity}", "/orgs/" + org + "/members/bob", "");
    outside(404, "DELETE", "/orgs/{org}/members/{identity}", "/orgs/" + org + "/members/bob", "");
    outside(
        201,
        "POST",
        "/orgs/{org}/invites",
        "/orgs/" + org + "/invites",
        "{\"email\":\"bob\",\"role\":\"member\"}");
    String invite =
        outside(200, "GET", "/orgs/{org}/invites", "/orgs/" + org + "/invites", "")
            .json()
            .at("/invites/0/id")
            .asString();
    outside(
        404,
        "POST",
        "/orgs/{org}/invites/{token}/accept",
        "/orgs/" + org + "/invites/none/accept",
        "");
    outside(204, "DELETE", "/orgs/{org}/invites/{id}", "/orgs/" + org + "/invites/" + invite, "");
    outside(201, "POST", "/repos", "/repos", "{\"owner\":\"" + org + "\",\"name\":\"app\"}");
    outside(409, "POST", "/repos", "/repos", "{\"owner\":\"" + org + "\",\"name\":\"app\"}");
    outside(200, "GET", "/repos", "/repos?limit=3", "");
    outside(200, "GET", "/orgs/{org}/repos", "/orgs/" + org + "/repos", "");
    outside(200, "GET", "/repos/{repo}", "/repos/" + org + "/app", "");
    outside(404, "GET", "/repos/{repo}", "/repos/none", "");
    outside(409, "DELETE", "/orgs/{org}", "/orgs/" + org, "");
    outside(204, "DELETE", "/repos/{repo}", "/repos/" + org + "/app", "");
    outside(204, "DELETE", "/orgs/{org}", "/orgs/" + org, "");
    outside(404, "GET", "/ci-jobs/{id}", "/ci-jobs/none", "");
  }

  @Test
  void answersOfSubscriptionsAreAsDocumented() {
    String id =
        outside(
                201,
                "POST",
                "/subscriptions",
                "/subscriptions",
                "{\"backend\":\"webhook\",\"repo\":\""
                    + repo.name()
                    + "\",\"config\":{\"url\":\"https://127.0.0.1:1/\"}}")
            .json()
            .get("id")
            .asString();
    outside(400, "POST", "/subscriptions", "/subscriptions", "{}");
    outside(200, "GET", "/subscriptions", "/subscriptions?limit=2", "");
    outside(200, "PATCH", "/subscriptions/{id}", "/subscriptions/" + id, "{\"event_types\":[]}");
    outside(204, "POST", "/subscriptions/{id}/resume", "/subscriptions/" + id + "/resume", "");
    String delivery =
        outside(200, "POST", "/subscriptions/{id}/ping", "/subscriptions/" + id + "/ping", "")
            .json()
            .get("id")
            .asString();
    outside(
        200, "GET", "/subscriptions/{id}/deliveries", "/subscriptions/" + id + "/deliveries", "");
    outside(
        200,
        "POST",
        "/subscriptions/{id}/deliveries/{delivery}/redeliver",
        "/subscriptions/" + id + "/deliveries/" + delivery + "/redeliver",
        "");
    outside(404, "PATCH", "/subscriptions/{id}", "/subscriptions/none", "{}");
    outside(204, "DELETE", "/subscriptions/{id}", "/subscriptions/" + id, "");
  }

  @Test
  void answersOfVersionControlAreAsDocumented() {
    of(
        201,
        "POST",
        "commit",
        "commit",
        TestRepo.commitBody("main", "a/b.txt", "one\n", "gone", "x"));
    of(201, "POST", "commit", "commit", TestRepo.commitBody("main", "gone", null));
    of(400, "POST", "commit", "commit", "{}");
    of(404, "POST", "commit", "commit", TestRepo.commitBody("none", "a", "b"));
    of(201, "POST", "branch", "branch", "{\"name\":\"fix/it\",\"draft\":true}");
    of(409, "POST", "branch", "branch", "{\"name\":\"fix/it\"}");
    of(200, "PATCH", "branch/{branch}", "branch/fix/it", "{\"draft\":false}");
    get("branches", "branches?limit=1");
    get("branch/{branch}", "branch/fix/it");
    of(404, "GET", "branch/{branch}", "branch/none", "");
    get("tree", "tree?at=1");
    of(400, "GET", "tree", "tree?at=none", "");
    get("file/{path}", "file/a/b.txt");
    of(404, "GET", "file/{path}", "file/none", "");
    get("file/{path}", "file/a/b.txt?format=raw");
    get("file/{path}/history", "file/a/b.txt/history");
    get("commits", "commits");
    get("commit/{sequence}", "commit/1");
    of(400, "GET", "commit/{sequence}", "commit/x", "");
    get("chain", "chain?from=1&to=2");
    get("archive", "archive?branch=main");
    of(400, "GET", "archive", "archive", "");
    get("diff", "diff?branch=fix/it");
    repo.commit("main", "a/b.txt", "two\n");
    repo.commit("fix/it", "a/b.txt", "three\n");
    get("diff", "diff?branch=fix/it");
    of(409, "POST", "merge", "merge", "{\"branch\":\"fix/it\"}");
    of(409, "POST", "rebase", "rebase", "{\"branch\":\"fix/it\"}");
    repo.fork("easy");
    repo.commit("easy", "new", "text");
    of(200, "POST", "rebase", "rebase", "{\"branch\":\"easy\"}");
    of(200, "POST", "merge", "merge", "{\"branch\":\"easy\"}");
    get("diff", "diff?branch=fix/it&format=unified");
    get("commit/{sequence}/diff", "commit/1/diff");
    get("verify", "verify");
    of(200, "POST", "purge", "purge", "{\"older_than\":\"1d\"}");
    of(400, "POST", "purge", "purge", "{}");
    of(204, "POST", "branch/{branch}/auto-merge", "branch/fix/it/auto-merge", "");
    of(204, "DELETE", "branch/{branch}/auto-merge", "branch/fix/it/auto-merge", "");
    of(400, "POST", "branch/{branch}/auto-merge", "branch/main/auto-merge", "");
    of(204, "DELETE", "branch/{branch}", "branch/fix/it", "");
    of(409, "DELETE", "branch/{branch}", "branch/fix/it", "");
    of(201, "POST", "releases", "releases", "{\"name\":\"v1\",\"body\":\"notes\"}");
    get("releases", "releases");
    get("releases/{name}", "releases/v1");
    of(204, "DELETE", "releases/{name}", "releases/v1", "");
    of(404, "GET", "releases/{name}", "releases/v1", "");
  }

  @Test
  void answersOfCollaborationAreAsDocumented() {
    repo.fork("fix");
    of(
        201,
        "POST",
        "review",
        "review",
        "{\"branch\":\"fix\",\"status\":\"rejected\",\"body\":\"why\"}");
    get("branch/{branch}/reviews", "branch/fix/reviews");
    get("branch/{branch}/agent-context", "branch/fix/agent-context");
    of(404, "GET", "branch/{branch}/agent-context", "branch/none/agent-context", "");
    of(
        201,
        "POST",
        "check",
        "check",
        "{\"branch\":\"fix\",\"check_name\":\"ci/a\",\"status\":\"failed\",\"log_url\":\"https://example.com\"}");
    get("branch/{branch}/checks", "branch/fix/checks");
    of(202, "POST", "checks/retry", "checks/retry", "{\"branch\":\"fix\",\"sequence\":0}");
    of(400, "POST", "checks/retry", "checks/retry", "{\"branch\":\"fix\",\"sequence\":0}");
    String id =
        of(
                201,
                "POST",
                "proposals",
                "proposals",
                "{\"branch\":\"fix\",\"title\":\"Fix\",\"description\":\"it\"}")
            .json()
            .get("id")
            .asString();
    of(409, "POST", "proposals", "proposals", "{\"branch\":\"fix\",\"title\":\"Fix\"}");
    get("proposals", "proposals");
    get("proposals/{id}", "proposals/" + id);
    of(200, "PATCH", "proposals/{id}", "proposals/" + id, "{\"title\":\"Better\"}");
    of(204, "POST", "proposals/{id}/close", "proposals/" + id + "/close", "");
    of(409, "POST", "proposals/{id}/close", "proposals/" + id + "/close", "");
    of(204, "POST", "proposals/{id}/reopen", "proposals/" + id + "/reopen", "");
    get("roles", "roles");
    of(200, "PUT", "roles/{identity}", "roles/bob", "{\"role\":\"writer\"}");
    of(400, "PUT", "roles/{identity}", "roles/bob", "{\"role\":\"king\"}");
    of(400, "PUT", "roles/", "roles/", "{}");
    of(204, "DELETE", "roles/{identity}", "roles/bob", "");
    get("ci-jobs", "ci-jobs");
    of(503, "POST", "archive/presign", "archive/presign", "");
    ask(SERVER.as("stranger@example.com"), 403, "GET", REPO + "tree", repo.path("tree"), "");
  }

  @Test
  void anAnswerWithAMemberThatIsNotDocumentedDoesNotFit() {
    JsonNode role = Json.MAPPER.readTree("{\"identity\":\"bob\",\"role\":\"writer\",\"since\":1}");

    assertThat(DocumentSchemas.of(DOCUMENT).problems("#/components/schemas/RoleGrant", role))
        .isEmpty();
    assertThat(DocumentSchemas.closed(DOCUMENT).problems("#/components/schemas/RoleGrant", role))
        .hasSize(1);
  }

  @Test
  void anAnswerThatLacksAMemberDoesNotFit() {
    JsonNode org = Json.MAPPER.readTree("{\"name\":\"acme\",\"created_by\":\"bob\"}");

    assertThat(DocumentSchemas.of(DOCUMENT).problems("#/components/schemas/Org", org))
        .hasSize(1)
        .allSatisfy(problem -> assertThat(problem.getMessage()).contains("created_at"));
  }
}
