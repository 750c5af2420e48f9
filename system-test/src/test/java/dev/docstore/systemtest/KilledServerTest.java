package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of the server amid commits loses nothing that was acknowledged. */
class KilledServerTest {
  private static final int WRITERS = 4;
  private static final int ENOUGH = 100;

  @TempDir private Path folder;

  private record Acknowledged(String path, String commitHash) {}

  private final Map<Long, Acknowledged> acknowledged = new ConcurrentHashMap<>();

  @ParameterizedTest(name = "PostgreSQL killed too: {0}")
  @ValueSource(booleans = {false, true})
  void losesNoAcknowledgedCommitAndNoEvent(boolean killPostgres) throws Exception {
    try (LocalServer server = LocalServer.start(folder, Ports.free(), Map.of());
        BareClient client = new BareClient(server.url())) {
      assertThat(client.post("/orgs", "{\"name\": \"acme\"}").status()).isEqualTo(201);
      assertThat(client.post("/repos", "{\"owner\": \"acme\", \"name\": \"app\"}").status())
          .isEqualTo(201);

      commitUntilKilled(server, client, killPostgres);
      server.startAgain();

      List<JsonNode> chain = chain(client);
      assertThat(chain).hasSizeGreaterThanOrEqualTo(acknowledged.size());
      assertThat(chain.stream().map(entry -> entry.get("sequence").asLong()))
          .as("sequences without a gap")
          .containsExactlyElementsOf(LongStream.rangeClosed(1, chain.size()).boxed().toList());
      acknowledged.forEach((sequence, commit) -> assertStands(chain, sequence, commit));
      assertThat(eventSequences(client, chain.size()))
          .as("one event for each commit, in order")
          .containsExactlyElementsOf(LongStream.rangeClosed(1, chain.size()).boxed().toList());
      assertThat(client.commit("acme/app", "after.txt", "back").body().get("sequence").asLong())
          .isEqualTo(chain.size() + 1L);
    }
  }

  private void commitUntilKilled(LocalServer server, BareClient client, boolean killPostgres)
      throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String prefix = "writer-" + writer;
      writers.add(Thread.ofVirtual().start(() -> commitForever(client, prefix)));
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= ENOUGH);
    ProcessHandle postgres = server.postgres().orElseThrow();
    server.kill();
    if (killPostgres) {
      postgres.destroyForcibly();
      postgres.onExit().join();
    }
    for (Thread writer : writers) {
      assertThat(writer.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  /** Until the server does not answer any more; what it answered is remembered. */
  private void commitForever(BareClient client, String prefix) {
    try {
      for (int i = 0; ; i++) {
        String path = prefix + "/" + i + ".txt";
        BareClient.Answer answer = client.commit("acme/app", path, "content of " + path);
        if (answer.status() == 201) {
          acknowledged.put(
              answer.body().get("sequence").asLong(),
              new Acknowledged(path, answer.body().get("commit_hash").asString()));
        }
      }
    } catch (IOException killed) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<JsonNode> chain(BareClient client) throws Exception {
    JsonNode branch = client.get("/repos/acme/app/-/branch/main").body();
    String range = "from=1&to=" + branch.get("head_sequence").asLong();
    JsonNode chain = client.get("/repos/acme/app/-/chain?" + range).body();
    return StreamSupport.stream(chain.spliterator(), false).toList();
  }

  private static void assertStands(List<JsonNode> chain, long sequence, Acknowledged commit) {
    assertThat(chain).hasSizeGreaterThanOrEqualTo((int) sequence);
    JsonNode entry = chain.get((int) sequence - 1);
    assertThat(entry.get("commit_hash").asString()).isEqualTo(commit.commitHash());
    assertThat(entry.get("files").get(0).get("path").asString()).isEqualTo(commit.path());
  }

  private static List<Long> eventSequences(BareClient client, int number) throws Exception {
    return client.events("acme/app", "com.docstore.commit.created", number).stream()
        .map(event -> event.get("data").get("sequence").asLong())
        .toList();
  }
}
