package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.ServerProcess;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.WebhookReceiver;
import dev.docstore.server.testing.WebhookReceiver.Received;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the real program, between a commit and its delivery. */
@DatabaseTest(ownServer = true)
class KilledProcessTest {
  private static final String ADMIN = "admin@example.com";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @TempDir Path folder;

  private final TestDatabase database;
  private final WebhookReceiver receiver = new WebhookReceiver();
  private final String org = "acme" + COUNTER.incrementAndGet();
  private ServerProcess server;
  private TestRepo repo;

  KilledProcessTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start() {
    server = startServer();
    Api api = server.as(ADMIN);
    api.post("/orgs", "{\"name\":\"" + org + "\"}").expect(201);
    api.post("/repos", "{\"owner\":\"" + org + "\",\"name\":\"app\"}").expect(201);
    repo = TestRepo.of(api, org + "/app");
    api.post(
            "/subscriptions",
            "{\"backend\":\"webhook\",\"repo\":\"%s/app\",\"config\":{\"url\":\"%s\"}}"
                .formatted(org, receiver.url()))
        .expect(201);
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
  }

  private ServerProcess startServer() {
    return ServerProcess.start(
            folder,
            Map.of("DEV_IDENTITY", ADMIN, "BOOTSTRAP_ADMIN", ADMIN, "DATABASE_URL", database.url()))
        .ready();
  }

  private void kill() {
    server.close();
  }

  private void startAgain() {
    server = startServer();
    repo = TestRepo.of(server.as(ADMIN), org + "/app");
  }

  private SseClient open(String query) {
    return SseClient.open(server.url(), ADMIN, repo.path("events") + query);
  }

  private static long id(@Nullable String frame) {
    String text = String.valueOf(frame);
    assertThat(text).startsWith("id: ");
    return Long.parseLong(text.substring(4, text.indexOf('\n')));
  }

  private static long sequence(@Nullable String frame) {
    String text = String.valueOf(frame);
    int begin = text.indexOf("\"sequence\":") + 11;
    return Long.parseLong(text.substring(begin, text.indexOf(',', begin)));
  }

  private void commit(int number) {
    repo.commit("main", "a.txt", "text " + number);
  }

  private void awaitDelivered(Long... sequences) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(receiver.sequences()).containsExactly(sequences));
  }

  @Test
  void losesAndDoublesNothingThatWasCommittedAndNotDelivered() throws SQLException {
    long last;
    try (SseClient stream = open("")) {
      commit(1);
      last = id(stream.frame());
      awaitDelivered(1L);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  "1"
                      .equals(
                          database.queryText(
                              "select count(*) from webhook_deliveries d join event_subscriptions s on s.id = d.subscription_id where s.repo = '"
                                  + org
                                  + "/app'")));
      // Whoever has drawn a number and not committed holds back all that follow.
      try (Connection held = DriverManager.getConnection(database.jdbcUrl());
          Statement statement = held.createStatement()) {
        held.setAutoCommit(false);
        statement.execute(
            "insert into event_log (repo, type, payload)"
                + " select 'none', 'none', '{}' where pg_current_xact_id() is not null");
        commit(2);
        commit(3);
        assertThat(stream.frame(Duration.ofMillis(500))).as("not delivered yet").isEmpty();
        kill();
        held.rollback();
      }
    }
    assertThat(receiver.sequences()).containsExactly(1L);
    startAgain();
    try (SseClient stream = open("?since_seq=" + last)) {
      assertThat(sequence(stream.frame())).isEqualTo(2);
      assertThat(sequence(stream.frame())).isEqualTo(3);
      commit(4);
      assertThat(sequence(stream.frame())).isEqualTo(4);
    }
    awaitDelivered(1L, 2L, 3L, 4L);
  }

  @Test
  void deliversAgainUnderTheSameIdWhatWasDeliveredAndNotNoted() {
    receiver.hold();
    commit(1);
    awaitDelivered(1L);
    kill();
    receiver.answer();
    // The lease of the dead is over.
    database.execute("update event_subscriptions set leased_until = now() where lease is not null");
    startAgain();
    awaitDelivered(1L, 1L);
    commit(2);
    awaitDelivered(1L, 1L, 2L);
    List<Received> requests = receiver.received();
    assertThat(requests.get(1).delivery()).isEqualTo(requests.get(0).delivery());
    assertThat(requests.get(1).text()).isEqualTo(requests.get(0).text());
    assertThat(requests.get(2).delivery()).isNotEqualTo(requests.get(0).delivery());
  }

  @Test
  void losesAndDoublesNothingAmidManyWriters() throws Exception {
    List<Long> seen = new ArrayList<>();
    long last;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SseClient stream = open("?since_seq=0&types=com.docstore.commit.created")) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String path = "file" + i;
        writers.add(threads.submit(() -> commitUntilKilled(path)));
      }
      long lastId = 0;
      while (seen.size() < 60) {
        String frame = stream.frame();
        lastId = id(frame);
        seen.add(sequence(frame));
      }
      last = lastId;
      kill();
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    database.execute("update event_subscriptions set leased_until = now() where lease is not null");
    startAgain();
    long head = repo.branch("main").get("head_sequence").asLong();
    try (SseClient stream = open("?types=com.docstore.commit.created&since_seq=" + last)) {
      while (seen.getLast() < head) {
        seen.add(sequence(stream.frame()));
      }
    }
    List<Long> all = LongStream.rangeClosed(1, head).boxed().toList();
    assertThat(seen).isEqualTo(all);
    await().atMost(PATIENCE).until(() -> receiver.sequences().contains(head));
    assertThat(receiver.received().stream().map(Received::delivery).distinct())
        .as("what comes twice is known by its id")
        .hasSize((int) head);
    assertThat(receiver.sequences().stream().distinct()).containsExactlyElementsOf(all);
    assertThat(receiver.sequences())
        .as("in order")
        .isSorted()
        .hasSizeLessThanOrEqualTo((int) head + 1);
  }

  private void commitUntilKilled(String path) {
    TestRepo writing = repo;
    try {
      for (int i = 0; ; i++) {
        writing.commit("main", path, "text " + i);
      }
    } catch (UncheckedIOException killed) {
      assertThat(killed).hasCauseInstanceOf(IOException.class);
    }
  }
}
