package dev.docstore.common.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.wire.CommitFile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocStoreClientTest {
  private final OneAnswerServer server = new OneAnswerServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private RepoClient repo() {
    return server.client().repo("acme/platform");
  }

  private DocStoreException refusal() {
    return catchThrowableOfType(DocStoreException.class, () -> repo().merge("x"));
  }

  @Test
  void readsAFileWithTheCallersHeaders() {
    server.answers(
        200,
        "{\"path\":\"config.yaml\",\"version_id\":\"v\",\"content_hash\":\"h\",\"content\":\"aGk=\"}");
    byte[] content =
        server
            .client()
            .withBearer("secret")
            .withIdentity("alice")
            .withUserAgent("test/1")
            .repo("acme/platform")
            .file("config.yaml", "main", null)
            .content();
    assertThat(content).asString().isEqualTo("hi");
    OneAnswerServer.Seen seen = server.seen.getFirst();
    assertThat(seen.line()).isEqualTo("GET /repos/acme/platform/-/file/config.yaml?branch=main");
    assertThat(seen.header("Authorization")).isEqualTo("Bearer secret");
    assertThat(seen.header("X-docstore-identity")).isEqualTo("alice");
    assertThat(seen.header("User-agent")).isEqualTo("test/1");
    assertThat(seen.header("Accept")).isEqualTo("application/json");
  }

  @Test
  void patchesWithTheCallersHeadersAndUnderstandsARefusal() {
    server
        .answers(200, "{\"id\":\"c\",\"body\":\"new\"}")
        .answers(403, "{\"code\":\"FORBIDDEN\",\"error\":\"not yours\"}");
    IssueClient issues = server.client().withBearer("secret").repo("acme/platform").issues();

    assertThat(issues.editComment(3, "c", "new").body()).isEqualTo("new");
    assertThatThrownBy(() -> issues.editComment(3, "c", "new"))
        .isInstanceOf(DocStoreException.class)
        .hasMessage("not yours");
    OneAnswerServer.Seen seen = server.seen.getFirst();
    assertThat(seen.line()).isEqualTo("PATCH /repos/acme/platform/-/issues/3/comments/c");
    assertThat(seen.header("Authorization")).isEqualTo("Bearer secret");
    assertThat(seen.header("Content-type")).isEqualTo("application/json");
    assertThat(seen.body()).isEqualTo("{\"body\":\"new\"}");
  }

  @Test
  void sortsQueryParametersByName() {
    server.answers(200, "[]").answers(200, "[]");
    repo().branches("active", false, true);
    repo().tree("main", 7);
    assertThat(server.seen)
        .extracting(OneAnswerServer.Seen::line)
        .containsExactly(
            "GET /repos/acme/platform/-/branches?include_draft=true&status=active",
            "GET /repos/acme/platform/-/tree?at=7&branch=main&limit=1000");
  }

  @Test
  void readsATreePageByPage() {
    StringBuilder page = new StringBuilder("[");
    for (int i = 0; i < 1000; i++) {
      page.append(i == 0 ? "" : ",")
          .append("{\"path\":\"configs/")
          .append(i)
          .append("\",\"version_id\":\"v\",\"content_hash\":\"h\"}");
    }
    server
        .answers(200, page + "]")
        .answers(
            200, "{\"entries\":[{\"path\":\"z\",\"version_id\":\"v\",\"content_hash\":\"h\"}]}");
    assertThat(repo().tree("main", 3)).hasSize(1001);
    assertThat(server.seen.getLast().line())
        .isEqualTo(
            "GET /repos/acme/platform/-/tree?after=configs%2F999&at=3&branch=main&limit=1000");
  }

  @Test
  void escapesNamesSegmentBySegment() {
    server.answers(200, "{}").answers(200, "{}").answers(200, "{}");
    repo().branch("feature/a b");
    repo().file("dir/ü?.txt", "main", null);
    repo().setRole("user@example.com", "writer");
    assertThat(server.seen)
        .extracting(OneAnswerServer.Seen::line)
        .containsExactly(
            "GET /repos/acme/platform/-/branch/feature%2Fa%20b",
            "GET /repos/acme/platform/-/file/dir/%C3%BC%3F.txt?branch=main",
            "PUT /repos/acme/platform/-/roles/user@example.com");
    assertThat(server.seen.getLast().body()).isEqualTo("{\"role\":\"writer\"}");
    assertThat(server.seen.getLast().header("Content-type")).isEqualTo("application/json");
  }

  @Test
  void sendsThePreconditionOfACommit() {
    server.answers(201, "{\"sequence\":2,\"files\":[],\"commit_hash\":\"h\"}");
    RepoClient repo = server.client().repo("default/default");
    String tag = repo.branchTag("feat", 4);
    assertThat(tag)
        .isEqualTo("\"462de82b428565ec2682360d84a51c805f93c942970f89446b65ae6122ae1bfa\"");
    CommitFile deletion = new CommitFile("a", null, null, null);
    CommitFile empty = new CommitFile("b", new byte[0], null, null);
    repo.commit("feat", List.of(deletion, empty), "m", "alice", tag);
    assertThat(server.seen.getFirst().header("If-match")).isEqualTo(tag);
    assertThat(server.seen.getFirst().body())
        .isEqualTo(
            "{\"branch\":\"feat\",\"files\":[{\"path\":\"a\"},{\"path\":\"b\",\"content\":\"\"}],"
                + "\"message\":\"m\",\"author\":\"alice\"}");
  }

  @Test
  void throwsTheServersCodeStatusAndText() {
    server.answers(409, "{\"code\":\"BRANCH_DRAFT\",\"error\":\"branch is in draft state\"}");
    DocStoreException e = refusal();
    assertThat(e.code()).isEqualTo(ErrorCode.BRANCH_DRAFT);
    assertThat(e.status()).isEqualTo(409);
    assertThat(e).hasMessage("branch is in draft state");
  }

  @Test
  void throwsConflictsAndDenialsWithTheirEntries() {
    server
        .answers(
            409,
            "{\"conflicts\":[{\"path\":\"p\",\"main_version_id\":\"m\",\"branch_version_id\":\"\"}]}")
        .answers(403, "{\"policies\":[{\"name\":\"ci\",\"pass\":false,\"reason\":\"red\"}]}");
    assertThat(refusal().details())
        .isInstanceOfSatisfying(
            Details.Conflicts.class,
            details -> assertThat(details.conflicts().getFirst().path()).isEqualTo("p"));
    assertThat(refusal().details())
        .isInstanceOfSatisfying(
            Details.Denials.class,
            details -> assertThat(details.policies().getFirst().reason()).isEqualTo("red"));
  }

  @Test
  void knowsTheKindOfAnAnswerWithoutAnEnvelope() {
    server
        .answers(404, "404 page not found\n")
        .answers(418, "{\"code\":\"TEAPOT\",\"error\":\"no\"}");
    DocStoreException text = refusal();
    assertThat(text.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(text).hasMessage("");
    DocStoreException unknown = refusal();
    assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN);
    assertThat(unknown.status()).isEqualTo(418);
  }

  @Test
  void passesOnThe401OfARequestWithABody() {
    server.answers(401, "{\"code\":\"UNAUTHORIZED\",\"error\":\"unauthenticated\"}");
    assertThat(refusal().status()).isEqualTo(401);
  }

  @Test
  void followsARedirectWithMethodAndBody() {
    server.redirects(307, "/elsewhere").answers(200, "{\"sequence\":3}");
    assertThat(repo().merge("x").sequence()).isEqualTo(3);
    assertThat(server.seen.getLast().line()).isEqualTo("POST /elsewhere");
    assertThat(server.seen.getLast().body()).isEqualTo("{\"branch\":\"x\"}");
  }

  @Test
  void sendsNoCredentialsToAnotherServer() {
    try (OneAnswerServer other = new OneAnswerServer()) {
      server.redirects(302, other.url() + "/orgs");
      other.answers(200, "{\"orgs\":[]}");
      assertThat(server.client().withBearer("secret").withIdentity("alice").orgs()).isEmpty();
      assertThat(other.seen.getFirst().header("Authorization")).isNull();
      assertThat(other.seen.getFirst().header("X-docstore-identity")).isNull();
    }
  }

  @Test
  void givesUpOnRedirectsInACircle() {
    for (int i = 0; i < 10; i++) {
      server.redirects(302, "/orgs");
    }
    assertThatThrownBy(() -> server.client().orgs())
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("docstore: GET /orgs: more than 5 redirects");
  }

  @Test
  void saysWhatWasAskedWhenNobodyAnswers() {
    assertThatThrownBy(() -> DocStoreClient.of("http://localhost:1").orgs())
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("docstore: GET /orgs: Connection refused");
  }

  @Test
  void tellsAnAnswerItCannotReadFromNone() {
    server.answers(200, "<html>").answers(200, "{\"orgs\":7}");
    for (int i = 0; i < 2; i++) {
      NoAnswerException e =
          catchThrowableOfType(NoAnswerException.class, () -> server.client().orgs());
      assertThat(e.isUndecodable()).isTrue();
    }
  }

  @Test
  void needsABaseUrl() {
    assertThatThrownBy(() -> DocStoreClient.of(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("base URL is required");
    assertThat(DocStoreClient.of("http://h/prefix//").baseUrl()).isEqualTo("http://h/prefix");
  }
}
