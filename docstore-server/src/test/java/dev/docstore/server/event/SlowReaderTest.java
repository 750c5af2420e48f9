package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.event.Event;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.testing.EventScenario;
import dev.docstore.server.testing.SseClient;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Page 00 C3: who does not read fast enough is dropped, and loses nothing by it. */
@DatabaseTest
class SlowReaderTest {
  /** More than a stream's queue and all buffers on the way hold. */
  private static final int EVENTS = 3000;

  private static final String LONG_MESSAGE = "x".repeat(8000);

  private final TestDatabase database;

  SlowReaderTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void isDroppedAndResumesWithoutLoss() {
    try (TestServer server = TestServer.start(database, Map.of())) {
      String repo = new EventScenario(database, server).repo();
      String path = "/repos/" + repo + "/-/events";
      List<Long> seen = new ArrayList<>();
      try (SseClient stream = SseClient.open(server.url(), TestServer.ADMIN, path)) {
        append(server, repo);
        readToItsEnd(stream, seen);
      }
      assertThat(seen).as("the server ended the stream").isNotEmpty().hasSizeLessThan(EVENTS);
      long last = seen.getLast();
      while (seen.size() < EVENTS) {
        try (SseClient stream =
            SseClient.open(server.url(), TestServer.ADMIN, path, "Last-Event-ID", "" + last)) {
          readToItsEnd(stream, seen);
        }
        last = seen.getLast();
      }
      assertThat(seen).isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    }
  }

  private static void append(TestServer server, String repo) {
    EventLog log = server.bean(EventLog.class);
    for (int done = 0; done < EVENTS; done += 100) {
      List<Event.CommitCreated> events =
          LongStream.rangeClosed(done + 1L, done + 100L)
              .mapToObj(n -> new Event.CommitCreated(repo, "main", n, "ann", LONG_MESSAGE, 1))
              .toList();
      server
          .bean(Transactions.class)
          .write(
              () -> {
                log.append(events);
                return true;
              });
    }
  }

  private static void readToItsEnd(SseClient stream, List<Long> seen) {
    while (seen.size() < EVENTS) {
      String frame = stream.frame();
      if (frame == null) {
        return;
      }
      if (frame.startsWith("id: ")) {
        seen.add(Long.parseLong(frame.substring(4, frame.indexOf('\n'))));
      }
    }
  }
}
