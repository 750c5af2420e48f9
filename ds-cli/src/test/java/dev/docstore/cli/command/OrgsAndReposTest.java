package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.cli.fixture.FakeServer;
import dev.docstore.common.wire.Org;
import dev.docstore.common.wire.Repo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgsAndReposTest {
  private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
  private static final Org ORG = new Org("acme", AT, "alice");
  private static final Repo REPO = new Repo("acme/app", "acme", AT, "alice");

  @TempDir Path directory;
  private FakeServer server;
  private TestDs ds;

  @BeforeEach
  void start() {
    server = FakeServer.start();
    ds = new TestDs(directory).with("DS_REMOTE", server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void createsAnOrg() {
    server.answer("POST /orgs", Answer.json(201, ORG));
    assertThat(ds.run("orgs", "create", "acme").done()).isEqualTo("Created org 'acme'\n");
    assertThat(server.last("POST").body()).isEqualTo("{\"name\":\"acme\"}");
    assertThat(server.last("POST").headers()).doesNotContainKey("x-docstore-identity");
  }

  @Test
  void listsOrgsAndShowsOne() {
    server.answer("GET /orgs", Answer.json(200, Map.of("orgs", List.of(ORG))));
    server.answer("GET /orgs/acme", Answer.json(200, ORG));
    server.answer("GET /orgs/none", Answer.error(404, "ORG_NOT_FOUND", "org not found"));
    String table =
        """
            NAME                            CREATED BY            CREATED AT
            acme                            alice                 2026-03-04
            """;
    assertThat(ds.run("orgs").done()).isEqualTo(table);
    assertThat(ds.run("orgs", "list").done()).isEqualTo(table);
    assertThat(ds.run("orgs", "get", "acme").done())
        .isEqualTo("Name:       acme\nCreated by: alice\nCreated at: 2026-03-04\n");
    assertThat(ds.run("orgs", "get", "none").err()).isEqualTo("error: org 'none' not found\n");
    assertThat(ds.run("orgs", "--json").done())
        .isEqualTo(
            "[{\"name\":\"acme\",\"created_at\":\"2026-03-04T05:06:07Z\",\"created_by\":\"alice\"}]\n");
  }

  @Test
  void deletesAnOrgWithoutRepos() {
    server.answer("DELETE /orgs/acme", Answer.empty(204));
    assertThat(ds.run("orgs", "delete", "acme").done()).isEqualTo("Deleted org 'acme'\n");
    server.answer("DELETE /orgs/acme", Answer.error(409, "CONFLICT", "org has repos"));
    assertThat(ds.run("orgs", "delete", "acme").err())
        .isEqualTo("error: org 'acme' still has repos\n");
  }

  @Test
  void createsARepoInEitherSpelling() {
    server.answer("POST /repos", Answer.json(201, REPO));
    assertThat(ds.run("repos", "create", "acme", "app").done())
        .isEqualTo("Created repo 'acme/app'\n");
    assertThat(ds.run("repo", "create", "acme/app").done()).isEqualTo("Created repo 'acme/app'\n");
    assertThat(server.last("POST").body())
        .contains("\"owner\":\"acme\"")
        .contains("\"name\":\"app\"");
    for (String bad : List.of("acme", "/app", "acme/")) {
      TestDs.Outcome outcome = ds.run("repo", "create", bad);
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err()).isEqualTo("error: repo name must be in owner/name format\n");
    }
    server.answer("POST /repos", Answer.error(404, "ORG_NOT_FOUND", "org not found"));
    assertThat(ds.run("repos", "create", "none", "app").err())
        .isEqualTo("error: org 'none' not found\n");
  }

  @Test
  void listsReposAndShowsOne() {
    server.answer("GET /repos", Answer.json(200, Map.of("repos", List.of(REPO))));
    server.answer("GET /orgs/acme/repos", Answer.json(200, Map.of("repos", List.of(REPO))));
    server.answer("GET /repos/acme/app", Answer.json(200, REPO));
    String table =
        """
            NAME                            OWNER                 CREATED BY            CREATED AT
            acme/app                        acme                  alice                 2026-03-04
            """;
    assertThat(ds.run("repos").done()).isEqualTo(table);
    assertThat(ds.run("repo", "list").done()).isEqualTo(table);
    assertThat(ds.run("orgs", "repos", "acme").done()).isEqualTo(table);
    assertThat(ds.run("repo", "get", "acme/app").done()).isEqualTo(table);
  }

  @Test
  void deletesARepo() {
    server.answer("DELETE /repos/acme/app/-/", Answer.empty(204));
    assertThat(ds.run("repo", "delete", "acme/app").done()).isEqualTo("Deleted repo 'acme/app'\n");
  }

  @Test
  void saysWhenTheServerDoesNotKnowTheCaller() {
    server.answer("GET /repos", Answer.error(401, "UNAUTHORIZED", "unauthenticated"));
    TestDs.Outcome outcome = ds.run("repos");
    assertThat(outcome.status()).isEqualTo(5);
    assertThat(outcome.err())
        .isEqualTo(
            "error: not logged in to %s (run 'ds login %s')\n"
                .formatted(server.url(), server.url()));
  }

  @Test
  void saysTheStatusOfAnAnswerWithoutAReason() {
    server.answer(
        "GET /repos", Answer.bytes("text/html", "<html>".getBytes(StandardCharsets.UTF_8)));
    assertThat(ds.run("repos").err()).contains("the answer is not what the API promises");
    server.answer("GET /repos", Answer.empty(503));
    assertThat(ds.run("repos").err()).isEqualTo("error: server error (status 503)\n");
  }
}
