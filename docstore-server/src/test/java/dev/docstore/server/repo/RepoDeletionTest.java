package dev.docstore.server.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spec 01 §6.4, page 00 B11. */
class RepoDeletionTest {
  private static final TestServer SERVER = TestServer.shared();

  private final JdbcClient jdbc = SERVER.bean(JdbcClient.class);

  /** A repo with something of every feature, in branches that are active, merged and abandoned. */
  private TestRepo repoWithEverything() {
    TestRepo repo = TestRepo.newOn(SERVER);
    repo.send("POST", "commit", TestRepo.commitBody("main", "a", "1"), "Idempotency-Key", "k")
        .expect(201);
    for (String branch : List.of("open", "merged", "abandoned")) {
      repo.fork(branch);
      repo.commit(branch, "a-" + branch, "text of " + branch);
      String of = "{\"branch\":\"%s\",".formatted(branch);
      repo.post("proposals", of + "\"title\":\"T\"}").expect(201);
      repo.post("check", of + "\"check_name\":\"build\",\"status\":\"failed\"}").expect(201);
    }
    repo.send("PUT", "roles/r@example.com", "{\"role\":\"maintainer\"}").expect(200);
    repo.via(SERVER.as("r@example.com"))
        .post("review", "{\"branch\":\"open\",\"status\":\"approved\"}")
        .expect(201);
    String version = repo.get("file/a?branch=open").expect(200).json().get("version_id").asString();
    repo.post(
            "comment",
            "{\"branch\":\"open\",\"path\":\"a\",\"version_id\":\"%s\",\"body\":\"b\"}"
                .formatted(version))
        .expect(201);
    repo.merge("merged").expect(200);
    repo.delete("branch/abandoned").expect(204);
    repo.post("releases", "{\"name\":\"v1\"}").expect(201);
    repo.post("issues", "{\"title\":\"T\",\"body\":\"commit:1\"}").expect(201);
    repo.post("issues/1/comments", "{\"body\":\"C\"}").expect(201);
    SERVER
        .api()
        .post(
            "/subscriptions",
            "{\"backend\":\"webhook\",\"repo\":\"%s\",\"config\":{\"url\":\"http://127.0.0.1:9/\"}}"
                .formatted(repo.name()))
        .expect(201);
    runJobs(repo);
    return repo;
  }

  private void runJobs(TestRepo repo) {
    for (String status : List.of("queued", "claimed", "passed")) {
      jdbc.sql(
              """
              with job as (
                insert into ci_jobs (repo, branch, sequence, status)
                values (?, 'main', 1, ?::ci_job_status) returning id
              )
              insert into ci_oidc_tokens (jti, job_id, audience, expires_at)
              select gen_random_uuid(), id, 'x', now() from job
              """)
          .params(repo.name(), status)
          .update();
    }
  }

  /** Tables that hold something of the repo, by its key or by its name. */
  private List<String> tablesWith(long repoId, String name) {
    List<String> holding = new ArrayList<>();
    for (String table : tablesWith("repo_id")) {
      if (holds("select exists (select 1 from %s where repo_id = ?)".formatted(table), repoId)) {
        holding.add(table);
      }
    }
    for (String table : tablesWith("repo")) {
      if (holds("select exists (select 1 from %s where repo = ?)".formatted(table), name)) {
        holding.add(table);
      }
    }
    return holding.stream().distinct().toList();
  }

  private List<String> tablesWith(String column) {
    return jdbc.sql(
            """
            select table_name::text from information_schema.columns
            where table_schema = 'public' and column_name = ? order by 1
            """)
        .param(column)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private boolean holds(String query, Object repo) {
    return jdbc.sql(query).param(repo).query(Boolean.class).single();
  }

  @Test
  void leavesNothingOfTheRepoButTheLog() {
    TestRepo repo = repoWithEverything();
    long id =
        jdbc.sql("select id from repos where name = ?")
            .param(repo.name())
            .query(Long.class)
            .single();
    assertThat(tablesWith(id, repo.name()))
        .contains(
            "branches",
            "check_runs",
            "ci_jobs",
            "commits",
            "documents",
            "event_subscriptions",
            "file_commits",
            "idempotency_keys",
            "issue_comments",
            "issue_numbers",
            "issue_refs",
            "issues",
            "proposals",
            "releases",
            "review_comments",
            "reviews",
            "roles");

    SERVER.api().delete("/repos/" + repo.name()).expect(204);

    assertThat(tablesWith(id, repo.name())).containsExactly("event_log");
    assertThat(Events.types(SERVER, repo.name())).endsWith("repo.deleted");
    repo.get("tree").expect(404);
  }

  @Test
  void leavesOtherReposAlone() {
    TestRepo other = repoWithEverything();
    TestRepo gone = repoWithEverything();
    String branches = other.get("branches").text();
    SERVER.api().delete("/repos/" + gone.name()).expect(204);

    assertThat(other.get("branches").expect(200).text()).isEqualTo(branches);
    assertThat(other.paths("branch=main")).containsExactly("a", "a-merged");
    assertThat(other.get("proposals").json()).isNotEmpty();
  }

  @Test
  void theNameIsFreeForAnEmptyRepo() {
    TestRepo repo = repoWithEverything();
    SERVER.api().delete("/repos/" + repo.name()).expect(204);
    String owner = repo.name().substring(0, repo.name().indexOf('/'));
    SERVER.api().post("/repos", "{\"owner\":\"%s\",\"name\":\"app\"}".formatted(owner)).expect(201);

    assertThat(repo.get("branches").json()).hasSize(1);
    assertThat(repo.paths("branch=main")).isEmpty();
    assertThat(repo.get("issues?state=all").json().get("issues")).isEmpty();
    assertThat(repo.commit("main", "a", "1")).isEqualTo(1);
  }
}
