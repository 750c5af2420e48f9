package dev.docstore.server.automerge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.AutoMerges;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.ServerProcess;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances share the work: none of it is done twice, and none is left undone. */
@DatabaseTest
class TwoServersTest {
  private static final int BRANCHES = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final TestDatabase database;

  TwoServersTest(TestDatabase database) {
    this.database = database;
  }

  private static String branch(int number) {
    return "work/" + number;
  }

  /** A repo with branches that could be merged. */
  private static TestRepo repo(TestServer server) {
    TestRepo repo = TestRepo.newOn(server);
    for (int i = 0; i < BRANCHES; i++) {
      repo.fork(branch(i));
      repo.commit(branch(i), "file" + i, "text " + i);
    }
    return repo;
  }

  private static void everyBranchMergesOnce(TestServer server, TestRepo repo) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(repo.get("branches?status=active").expect(200).json())
                    .as("main alone is left")
                    .hasSize(1));
    List<String> types = Events.types(server, repo.name());
    assertThat(types.stream().filter("branch.merged"::equals)).hasSize(BRANCHES);
    assertThat(types).doesNotContain("branch.automerge.failed");
    assertThat(repo.get("commits?branch=main").expect(200).json().findValuesAsString("author"))
        .hasSize(BRANCHES)
        .containsOnly("auto-merge");
    assertThat(repo.paths("branch=main")).hasSize(BRANCHES);
  }

  @Test
  void eachBranchMergesOnceWhoeverLooksAtIt() throws Exception {
    try (TestServer one = TestServer.start(database, Map.of());
        TestServer other = TestServer.start(database, Map.of())) {
      TestRepo repo = repo(one);
      TestRepo there = repo.via(other.api());

      Parallel.together(
          BRANCHES,
          i -> (i % 2 == 0 ? repo : there).post("branch/" + branch(i) + "/auto-merge", ""));

      everyBranchMergesOnce(one, repo);
    }
  }

  @Test
  void whatADeadInstanceLeavesAnotherDoes(@TempDir Path folder) throws Exception {
    try (TestServer survivor = TestServer.start(database, Map.of())) {
      TestRepo repo = repo(survivor);
      try (ServerProcess victim = ServerProcess.start(folder, variables()).ready()) {
        TestRepo there = repo.via(victim.as(TestServer.ADMIN));
        Parallel.together(
            BRANCHES, i -> there.post("branch/" + branch(i) + "/auto-merge", "").expect(204));
        // Closing kills it, with whatever it had in its hands.
      }

      everyBranchMergesOnce(survivor, repo);
    }
  }

  @Test
  void whatWasArmedBeforeAStartIsMergedAfterIt() {
    TestRepo repo;
    try (TestServer server = TestServer.start(database, Map.of())) {
      repo = TestRepo.newOn(server);
      repo.post("branch", "{\"name\":\"work\",\"draft\":true}").expect(201);
      repo.commit("work", "f", "1");
      repo.post("branch/work/auto-merge", "").expect(204);
      AutoMerges.awaitQuiet(server, repo);
    }
    database.execute("update branches set draft = false where name = 'work'");
    database.execute(
        """
        insert into event_log (repo, type, payload)
        select r.name, 'com.docstore.branch.draft.updated', '{"data":{"branch":"work"}}'
        from repos r join branches b on b.repo_id = r.id and b.name = 'work'
        """);
    try (TestServer server = TestServer.start(database, Map.of())) {
      AutoMerges.awaitStatus(repo.via(server.api()), "work", "merged");
    }
  }

  @Test
  void oneThatFailsHoldsUpNoOther() {
    database.execute(
        """
        create function fail() returns trigger language plpgsql as
        $$ begin raise exception 'this branch cannot be merged'; end $$
        """);
    try (TestServer server = TestServer.start(database, Map.of())) {
      TestRepo repo = repo(server);
      database.execute(
          """
          create trigger fail before update on branches for each row
          when (new.status = 'merged' and new.name = 'work/0') execute function fail()
          """);
      IntStream.range(0, BRANCHES)
          .forEach(i -> repo.post("branch/" + branch(i) + "/auto-merge", "").expect(204));
      IntStream.range(1, BRANCHES).forEach(i -> AutoMerges.awaitStatus(repo, branch(i), "merged"));
      assertThat(repo.branch(branch(0)).get("status").asString()).isEqualTo("active");

      database.execute("drop trigger fail on branches");
      database.execute("update auto_merge_attempts set due_at = now()");

      everyBranchMergesOnce(server, repo);
    } finally {
      database.execute("drop function fail cascade");
    }
  }

  private Map<String, String> variables() {
    return Map.of(
        "DATABASE_URL",
        database.url(),
        "DEV_IDENTITY",
        TestServer.ADMIN,
        "BOOTSTRAP_ADMIN",
        TestServer.ADMIN);
  }
}
