package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import dev.docstore.server.testing.Events;
import dev.docstore.server.testing.Parallel;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.web.ETag;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commits that wait for one repo are committed together. The tests hold the repo's row until the
 * lane is as they want it.
 */
@DatabaseTest
class GroupCommitTest {
  private static TestServer server;
  private static TestDatabase database;
  private TestRepo repo;
  private long repoId;

  @BeforeAll
  static void start(TestDatabase ofThisClass) {
    database = ofThisClass;
    server = TestServer.start(ofThisClass, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(server);
    repoId = server.bean(Snapshots.class).repoId(repo.name()).orElseThrow();
  }

  /** A commit that stands in the lane, in the order in which these were made. */
  private static final class Waiting {
    private final FutureTask<CommitOutcome> outcome;

    Waiting(CommitOrder order) {
      outcome = new FutureTask<>(() -> server.bean(CommitLanes.class).submit(order));
      Thread thread = Thread.ofPlatform().start(outcome);
      // The first waits for the row inside the database, the others for the first.
      await()
          .until(
              () ->
                  thread.getState() == Thread.State.WAITING
                      || (thread.getState() == Thread.State.RUNNABLE && lockIsAwaited()));
    }

    CommitOutcome outcome() throws Exception {
      return outcome.get();
    }

    long sequence() throws Exception {
      return outcome().orThrow().sequence();
    }
  }

  private static boolean lockIsAwaited() {
    return !"0"
        .equals(
            database.queryText(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"));
  }

  private CommitOrder order(String message, int files, @Nullable String expectedEtag) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      byte[] bytes = (message + i).getBytes(StandardCharsets.UTF_8);
      changes.add(
          new Change.Write(
              new FilePath(message + "/" + i),
              new Change.NewDocument(ContentHash.of(bytes), bytes, bytes.length, null),
              false));
    }
    return new CommitOrder(repoId, BranchName.MAIN, message, "a@b.c", changes, expectedEtag, null);
  }

  /** Nobody writes to the repo until this is closed. */
  private Connection holdTheRepo() throws SQLException {
    Connection connection = DriverManager.getConnection(database.jdbcUrl());
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute("select 1 from repos where id = " + repoId + " for update");
    }
    return connection;
  }

  private String transactionOf(long sequence) {
    return String.valueOf(
        database.queryText(
            "select xmin from commits where repo_id = %d and sequence = %d"
                .formatted(repoId, sequence)));
  }

  @Test
  void thoseWhoWaitAreCommittedInOneTransactionInTheirOrder() throws Exception {
    List<Waiting> waiting = new ArrayList<>();
    try (Connection _ = holdTheRepo()) {
      for (int i = 0; i < 6; i++) {
        waiting.add(new Waiting(order("m" + i, 1, null)));
      }
    }
    for (int i = 0; i < 6; i++) {
      assertThat(waiting.get(i).sequence()).isEqualTo(i + 1);
    }
    assertThat(transactionOf(2)).isNotEqualTo(transactionOf(1));
    for (int sequence = 3; sequence <= 6; sequence++) {
      assertThat(transactionOf(sequence)).isEqualTo(transactionOf(2));
    }
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(6);
  }

  @Test
  void aSmallCommitIsServedInItsTurnBesideLargeOnes() throws Exception {
    List<Waiting> waiting = new ArrayList<>();
    try (Connection _ = holdTheRepo()) {
      for (int files : new int[] {1000, 1000, 1, 1000, 1}) {
        waiting.add(new Waiting(order("w" + waiting.size(), files, null)));
      }
    }
    for (int i = 0; i < waiting.size(); i++) {
      assertThat(waiting.get(i).sequence()).isEqualTo(i + 1);
    }
    assertThat(repo.paths("limit=10000")).hasSize(3002);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(5);
  }

  @Test
  void aRefusalIsOnlyForTheOneThatAskedForIt() throws Exception {
    String stale = ETag.of(repo.name(), "main", "0").value();
    CommitOrder unknown =
        new CommitOrder(
            repoId,
            new BranchName("nowhere"),
            "m",
            "a@b.c",
            order("x", 1, null).changes(),
            null,
            null);
    Waiting first;
    Waiting tooLate;
    Waiting nowhere;
    Waiting last;
    try (Connection _ = holdTheRepo()) {
      first = new Waiting(order("first", 1, stale));
      tooLate = new Waiting(order("late", 1, stale));
      nowhere = new Waiting(unknown);
      last = new Waiting(order("last", 1, null));
    }
    assertThat(first.sequence()).isEqualTo(1);
    assertThat(tooLate.outcome())
        .isInstanceOfSatisfying(
            CommitOutcome.Refused.class,
            refused -> assertThat(refused.reason().status()).isEqualTo(412));
    assertThat(nowhere.outcome())
        .isInstanceOfSatisfying(
            CommitOutcome.Refused.class,
            refused -> assertThat(refused.reason().status()).isEqualTo(404));
    assertThat(last.sequence()).isEqualTo(2);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(2);
  }

  @Test
  void whatBreaksTheTransactionDoesNotPoisonTheOthers() throws Exception {
    List<Waiting> good = new ArrayList<>();
    Waiting poison;
    try (Connection _ = holdTheRepo()) {
      good.add(new Waiting(order("g0", 1, null)));
      good.add(new Waiting(order("g1", 1, null)));
      // No column holds a NUL: requests with one are refused long before this.
      CommitOrder nul = order("bad", 1, null);
      poison =
          new Waiting(
              new CommitOrder(repoId, BranchName.MAIN, "b\0d", "a@b.c", nul.changes(), null, null));
      good.add(new Waiting(order("g2", 1, null)));
    }
    Set<Long> sequences = new HashSet<>();
    for (Waiting commit : good) {
      sequences.add(commit.sequence());
    }
    assertThat(sequences).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(poison.outcome()).isInstanceOf(CommitOutcome.Broken.class);
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(3);
    assertThat(Events.types(server, repo.name()))
        .containsOnlyOnce("repo.created")
        .filteredOn("commit.created"::equals)
        .hasSize(3);
  }

  @Test
  void manyCommitsAtOnceLoseNothing() throws Exception {
    repo.fork("b");
    List<Long> sequences =
        Parallel.together(
            120,
            i ->
                repo.commit(
                    i % 3 == 0 ? "b" : "main", "f" + i, "content " + i % 7, "shared", "" + i));
    assertThat(sequences).doesNotHaveDuplicates();
    assertThat(SuspiciousClient.verify(repo)).isEqualTo(120);
    assertThat(repo.paths("limit=1000")).hasSize(81);
    assertThat(repo.paths("branch=b&limit=1000")).hasSize(41);
  }

  @Test
  void twoServersOnOneDatabaseWriteOneHistory() throws Exception {
    try (TestServer second = TestServer.start(database, Map.of())) {
      TestRepo there = repo.via(second.api());
      List<Long> sequences =
          Parallel.together(
              100, i -> (i % 2 == 0 ? repo : there).commit("main", "f" + i, "same", "g", "" + i));
      assertThat(sequences).doesNotHaveDuplicates();
      assertThat(SuspiciousClient.verify(repo)).isEqualTo(100);
      assertThat(there.files("branch=main&limit=1000"))
          .isEqualTo(repo.files("branch=main&limit=1000"));
    }
  }
}
