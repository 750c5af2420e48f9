package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.event.Event;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;

/** Two instances on one database, whose server nobody else holds transactions open on. */
@DatabaseTest(ownServer = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TailerTest {
  private static final Duration QUIET = Duration.ofMillis(400);

  private final TestDatabase database;
  private TestServer one;
  private TestServer other;
  private EventScenario scenario;

  TailerTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    one = TestServer.start(database, Map.of());
    other = TestServer.start(database, Map.of());
    scenario = new EventScenario(database, one);
  }

  @AfterAll
  void stop() {
    one.close();
    other.close();
  }

  private static SseClient open(TestServer server, String repo, long since) {
    return SseClient.open(
        server.url(), TestServer.ADMIN, "/repos/" + repo + "/-/events?since_seq=" + since);
  }

  /** An open transaction that has appended to the log and not ended. */
  private final class HeldOpen implements AutoCloseable {
    private final Connection connection = DriverManager.getConnection(database.jdbcUrl());

    HeldOpen() throws SQLException {
      connection.setAutoCommit(false);
    }

    /** Takes a transaction id, and nothing else. */
    void begin() throws SQLException {
      try (Statement begin = connection.createStatement()) {
        begin.execute("select pg_current_xact_id()");
      }
    }

    long append(String repo) throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              insert into event_log (repo, type, payload)
              select ?, 'com.docstore.test', '{}'::bytea where pg_current_xact_id() is not null
              returning seq
              """)) {
        insert.setString(1, repo);
        try (var rows = insert.executeQuery()) {
          rows.next();
          return rows.getLong(1);
        }
      }
    }

    /** Tells the tailers at once, so that they look while other transactions are still open. */
    void commit() throws SQLException {
      connection.commit();
      try (Statement notify = connection.createStatement()) {
        notify.execute("notify event_log");
      }
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }

  private static long id(@Nullable String frame) {
    String text = Objects.requireNonNull(frame, "the stream ended");
    assertThat(text).startsWith("id: ");
    return Long.parseLong(text.substring(4, text.indexOf('\n')));
  }

  @Test
  void holdsBackWhatFollowsAnEventThatIsNotCommittedYet() throws SQLException {
    String repo = scenario.repo();
    try (HeldOpen slow = new HeldOpen();
        SseClient here = open(one, repo, 0);
        SseClient there = open(other, repo, 0)) {
      long first = slow.append(repo);
      long second = scenario.commit(repo, 2);
      assertThat(second).isGreaterThan(first);
      assertThat(here.frame(QUIET)).isEmpty();
      assertThat(there.frame(QUIET)).isEmpty();
      slow.commit();
      for (SseClient stream : List.of(here, there)) {
        assertThat(id(stream.frame())).isEqualTo(first);
        assertThat(id(stream.frame())).isEqualTo(second);
      }
    }
  }

  @Test
  void waitsForATransactionThatIsYoungerThanTheOneAfterTheGap() throws SQLException {
    String repo = scenario.repo();
    try (HeldOpen older = new HeldOpen();
        HeldOpen younger = new HeldOpen();
        SseClient stream = open(one, repo, 0)) {
      older.begin();
      younger.begin();
      long first = younger.append(repo);
      long second = older.append(repo);
      older.commit();
      assertThat(stream.frame(QUIET)).isEmpty();
      younger.commit();
      assertThat(id(stream.frame())).isEqualTo(first);
      assertThat(id(stream.frame())).isEqualTo(second);
    }
  }

  @Test
  void stepsOverTheNumberOfARolledBackTransaction() throws SQLException {
    String repo = scenario.repo();
    try (SseClient stream = open(one, repo, 0)) {
      long second;
      try (HeldOpen doomed = new HeldOpen()) {
        doomed.append(repo);
        second = scenario.commit(repo, 2);
        assertThat(stream.frame(QUIET)).isEmpty();
      }
      assertThat(id(stream.frame())).isEqualTo(second);
    }
  }

  @Test
  void showsALateCommitToAReaderThatCameInBetween() throws SQLException {
    String repo = scenario.repo();
    try (HeldOpen slow = new HeldOpen()) {
      long late = slow.append(repo);
      scenario.commit(repo, 1);
      // The committed one is old to this reader, the open one is news.
      try (SseClient stream =
          SseClient.open(one.url(), TestServer.ADMIN, "/repos/" + repo + "/-/events")) {
        slow.commit();
        assertThat(id(stream.frame())).isEqualTo(late);
        assertThat(id(nextAfterCommit(stream, repo))).isEqualTo(scenario.end());
      }
    }
  }

  private String nextAfterCommit(SseClient stream, String repo) {
    scenario.commit(repo, 9);
    return String.valueOf(stream.frame());
  }

  @Test
  void startsWhereTheLogIsSettledAndNotAtItsLargestNumber() throws SQLException {
    String repo = scenario.repo();
    try (HeldOpen slow = new HeldOpen()) {
      long late = slow.append(repo);
      long early = scenario.commit(repo, 1);
      try (TestServer third = TestServer.start(database, Map.of());
          SseClient stream = open(third, repo, 0)) {
        assertThat(stream.frame(QUIET)).isEmpty();
        slow.commit();
        assertThat(id(stream.frame())).isEqualTo(late);
        assertThat(id(stream.frame())).isEqualTo(early);
      }
    }
  }

  @Test
  void neitherSkipsNorRepeatsAmongManyWritersAndReadersThatReconnect() throws Exception {
    String repo = scenario.repo();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> readers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int seed = i;
        readers.add(threads.submit(() -> readUntilTheEnd(repo, new Random(seed))));
      }
      List<Future<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int seed = i;
        writers.add(threads.submit(write(repo, new Random(100 + seed))));
      }
      for (Future<Void> writer : writers) {
        writer.get();
      }
      scenario.append(new Event.RepoDeleted(repo, "end of the test"));
      for (Future<List<Long>> reader : readers) {
        assertThat(reader.get()).isEqualTo(committed(repo));
      }
    }
  }

  private Callable<Void> write(String repo, Random random) {
    return () -> {
      for (int i = 0; i < 40; i++) {
        try (HeldOpen transaction = new HeldOpen()) {
          for (int events = random.nextInt(3); events >= 0; events--) {
            transaction.append(repo);
            // Not a wait for anything: it mixes the order in which the transactions end.
            Thread.sleep(random.nextInt(12));
          }
          if (random.nextInt(4) > 0) {
            transaction.commit();
          }
        }
      }
      return null;
    };
  }

  /** Reads a few events, breaks off, and resumes by the last id on either instance. */
  private List<Long> readUntilTheEnd(String repo, Random random) {
    List<Long> seen = new ArrayList<>();
    while (true) {
      long last = seen.isEmpty() ? 0 : seen.getLast();
      try (SseClient stream = open(random.nextBoolean() ? one : other, repo, last)) {
        for (int i = random.nextInt(30); i >= 0; i--) {
          String frame = String.valueOf(stream.frame());
          seen.add(id(frame));
          if (frame.contains("com.docstore.repo.deleted")) {
            return seen;
          }
        }
      }
    }
  }

  private List<Long> committed(String repo) {
    String all =
        database.queryText(
            "select string_agg(seq::text, ',' order by seq) from event_log where repo = '"
                + repo
                + "'");
    return List.of(String.valueOf(all).split(",")).stream().map(Long::valueOf).toList();
  }

  @Test
  void announcesAfterTheCommitWithoutPayload() throws SQLException {
    try (Connection listener = DriverManager.getConnection(database.jdbcUrl());
        Statement statement = listener.createStatement()) {
      statement.execute("listen event_log");
      scenario.commit(scenario.repo(), 1);
      var notifications = listener.unwrap(PGConnection.class).getNotifications(10_000);
      assertThat(notifications).isNotEmpty();
      assertThat(notifications[0].getParameter()).isEmpty();
    }
  }

  @Test
  void listensAgainAfterItsConnectionBroke() {
    String listeners =
        "select count(*) from pg_stat_activity where query = 'listen event_log' and state = 'idle'"
            + " and application_name = 'docstore-server'";
    await().untilAsserted(() -> assertThat(database.queryText(listeners)).isEqualTo("2"));
    String ids = listeners.replace("count(*)", "string_agg(pid::text, ',' order by pid)");
    String before = database.queryText(ids);
    database.execute(
        ids.replace("string_agg(pid::text, ',' order by pid)", "pg_terminate_backend(pid)"));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(database.queryText(listeners)).isEqualTo("2");
              assertThat(database.queryText(ids)).isNotEqualTo(before);
            });
  }
}
