package dev.docstore.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Page 00 B1, H5: what moves between the verdict and the lock is judged again. */
@DatabaseTest
class VerdictRaceTest {
  private static final String NEEDS_APPROVAL =
      """
      package docstore.approved

      default allow := false

      allow if {
        some review in input.effective_reviews
        review.status == "approved"
        review.role in {"writer", "maintainer"}
      }
      """;

  private TestDatabase database;
  private TestServer server;
  private TestRepo repo;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    server = TestServer.start(given, Map.of());
    repo = TestRepo.newOn(server);
    repo.send("PUT", "roles/max", "{\"role\":\"maintainer\"}").expect(200);
    repo.commit("main", ".docstore/policy/p.rego", NEEDS_APPROVAL);
    repo.fork("b");
    repo.commit("b", "f", "reviewed");
    review("approved");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void review(String status) {
    repo.via(server.as("max"))
        .post("review", "{\"branch\":\"b\",\"status\":\"%s\"}".formatted(status))
        .expect(201);
  }

  private interface Meanwhile {
    void run(Connection holder) throws SQLException;
  }

  /** Merges while a transaction of the test holds something that the merge needs. */
  private Answer merging(String held, Meanwhile meanwhile) throws Exception {
    try (Connection holder = DriverManager.getConnection(database.jdbcUrl());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holder.setAutoCommit(false);
      execute(holder, held);
      Future<Answer> merge = threads.submit(() -> repo.merge("b"));
      await().until(this::somebodyWaits);
      meanwhile.run(holder);
      holder.commit();
      return merge.get();
    }
  }

  private void execute(Connection holder, String sql) throws SQLException {
    try (PreparedStatement statement = holder.prepareStatement(sql)) {
      statement.setString(1, repo.name());
      statement.execute();
    }
  }

  private boolean somebodyWaits() {
    return server
        .bean(JdbcClient.class)
        .sql(
            """
            select exists (select 1 from pg_stat_activity
                           where datname = current_database() and wait_event_type = 'Lock')
            """)
        .query(Boolean.class)
        .single();
  }

  @Test
  void aReviewThatIsDismissedBeforeTheLockCounts() throws Exception {
    Answer merge =
        merging("select 1 from repos where name = ? for no key update", _ -> review("dismissed"));

    assertThat(merge.expect(403).json().get("policies").findValuesAsString("name"))
        .containsExactly("approved");
    assertThat(repo.branch("b").get("status").asString()).isEqualTo("active");
  }

  @Test
  void whatStaysAsItWasIsMerged() throws Exception {
    merging("select 1 from repos where name = ? for no key update", _ -> {}).expect(200);
  }

  @Test
  void aDismissalThatIsNotCommittedYetIsWaitedFor() throws Exception {
    Answer merge =
        merging(
            """
            with b as (
              select b.repo_id, b.id, b.head_sequence from branches b
              join repos r on r.id = b.repo_id
              where r.name = ? and b.name = 'b' for share of b
            ), moved as (
              insert into branch_standings (repo_id, branch_id, moves) select repo_id, id, 1 from b
              on conflict (repo_id, branch_id) do update set moves = branch_standings.moves + 1
            )
            insert into reviews (repo_id, branch_id, reviewer, sequence, status)
            select repo_id, id, 'max', head_sequence, 'dismissed' from b
            """,
            _ -> {});

    merge.expect(403);
  }

  @Test
  void aRoleThatIsTakenAwayBeforeTheLockCounts() throws Exception {
    Answer merge =
        merging(
            "select 1 from repos where name = ? for no key update",
            holder -> {
              try (Statement statement = holder.createStatement()) {
                statement.execute("update repos set standing = standing + 1");
                statement.execute("update roles set role = 'reader' where identity = 'max'");
              }
            });

    merge.expect(403);
  }

  @Test
  void aPolicyThatComesBeforeTheLockCounts() throws Exception {
    repo.fork("other");
    repo.commit("main", "later.rego", "package docstore.never\n\nallow := false\n");
    Answer merge =
        merging(
            "select 1 from repos where name = ? for no key update",
            holder -> {
              try (Statement statement = holder.createStatement()) {
                statement.execute(
                    "update file_commits set path = '.docstore/policy/z.rego' where path = 'later.rego'");
                statement.execute(
                    "update branches set head_sequence = head_sequence + 1 where name = 'main'");
              }
            });

    assertThat(merge.expect(403).json().get("policies").findValuesAsString("name"))
        .containsExactly("never");
  }

  @Test
  void whatNobodyReviewedNeverReachesMain() throws Exception {
    for (int round = 0; round < 8; round++) {
      String branch = "r" + round;
      repo.fork(branch);
      repo.commit(branch, "ok" + round, "reviewed");
      repo.via(server.as("max"))
          .post("review", "{\"branch\":\"%s\",\"status\":\"approved\"}".formatted(branch))
          .expect(201);
      List<Integer> answers =
          Parallel.together(
              4,
              i ->
                  i == 0
                      ? repo.post("commit", TestRepo.commitBody(branch, "evil", "never reviewed"))
                          .status()
                      : repo.merge(branch).status());

      assertThat(answers.subList(1, 4)).allMatch(status -> List.of(200, 403, 409).contains(status));
      assertThat(repo.paths("")).doesNotContain("evil");
    }
  }

  @Test
  void twoServersNeverDisagree() {
    try (TestServer second = TestServer.start(database, Map.of())) {
      TestRepo there = repo.via(second.api());
      for (String allow : List.of("true", "false", "true", "false")) {
        repo.commit("main", ".docstore/policy/p.rego", "package docstore.p\n\nallow := " + allow);
        for (TestRepo server : List.of(repo, there)) {
          assertThat(server.get("branch/b/status").json().get("mergeable").asString())
              .isEqualTo(allow);
        }
      }
      there.merge("b").expect(403);
      there
          .send(
              "POST",
              "commit",
              "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\".docstore/policy/p.rego\"}]}")
          .expect(201);
      repo.merge("b").expect(200);
    }
  }
}
