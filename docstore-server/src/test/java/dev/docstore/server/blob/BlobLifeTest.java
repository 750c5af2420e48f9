package dev.docstore.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.ContentHash;
import dev.docstore.server.database.Pipeline;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** From the first byte of an upload to the deletion a day after the last reference went (H7). */
@DatabaseTest
class BlobLifeTest {
  @TempDir static Path folder;
  private static TestServer server;
  private static TestDatabase database;

  /** Of this test alone, so that tests do not share contents. */
  private final String text = "large " + UUID.randomUUID() + " ".repeat(200);

  private final ContentHash hash = ContentHash.of(text.getBytes(StandardCharsets.UTF_8));

  @BeforeAll
  static void start(TestDatabase own) {
    database = own;
    server =
        TestServer.start(
            own,
            Map.of(
                "DOCSTORE_BLOB_THRESHOLD_BYTES",
                "100",
                "DOCSTORE_BLOB_LOCAL_DIR",
                folder.toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Path file() {
    return folder.resolve(hash.hex());
  }

  private static void sweep() {
    server.bean(BlobSweep.class).sweep();
  }

  /** Lets a day pass for what is idle and for who holds it. */
  private void aDayPasses() {
    database.execute(
        """
        update blobs set idle_since = idle_since - interval '25 hours',
                         leased_until = leased_until - interval '25 hours'
        where key = '\\x%s'
        """
            .formatted(hash));
  }

  private @Nullable String row() {
    return database.queryText(
        "select state || case when idle_since is null then ' needed' else ' idle' end from blobs where key = '\\x%s'"
            .formatted(hash));
  }

  private TestRepo repoWithTheText() {
    TestRepo repo = TestRepo.newOn(server);
    repo.commit("main", "large", text);
    assertThat(row()).isEqualTo("stored needed");
    return repo;
  }

  private static void delete(TestRepo repo) {
    server.api().delete("/repos/" + repo.name()).expect(204);
  }

  @Test
  void isDeletedADayAfterItsLastReferenceIsGone() {
    TestRepo repo = repoWithTheText();
    aDayPasses();
    sweep();
    assertThat(file()).exists();

    delete(repo);
    assertThat(row()).isEqualTo("stored idle");
    sweep();
    assertThat(file()).exists();

    aDayPasses();
    sweep();
    assertThat(file()).doesNotExist();
    assertThat(row()).isNull();
  }

  @Test
  void isKeptForAnotherRepoThatNeedsIt() {
    TestRepo first = repoWithTheText();
    TestRepo second = repoWithTheText();
    delete(first);
    aDayPasses();
    sweep();

    assertThat(row()).isEqualTo("stored needed");
    assertThat(second.text("large", "branch=main")).isEqualTo(text);
  }

  @Test
  void aPurgeLetsGoOfItAndADryRunDoesNot() {
    TestRepo repo = TestRepo.newOn(server);
    repo.fork("old");
    repo.commit("old", "large", text);
    repo.delete("branch/old").expect(204);
    database.execute("update commits set created_at = created_at - interval '9 days'");

    repo.post("purge", "{\"older_than\":\"7d\",\"dry_run\":true}").expect(200);
    assertThat(row()).isEqualTo("stored needed");
    repo.post("purge", "{\"older_than\":\"7d\"}").expect(200);
    assertThat(row()).isEqualTo("stored idle");
    aDayPasses();
    sweep();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aCommitRevivesWhatWaitsForItsDeletion() {
    delete(repoWithTheText());
    aDayPasses();
    TestRepo repo = repoWithTheText();
    sweep();

    assertThat(repo.text("large", "branch=main")).isEqualTo(text);
  }

  @Test
  void theRestOfAnUploadThatBrokeOffIsDeleted() throws IOException {
    BlobTable table = server.bean(BlobTable.class);
    assertThat(table.register(hash)).isTrue();
    Files.writeString(file(), "hal");
    sweep();
    assertThat(file()).exists();

    aDayPasses();
    sweep();
    assertThat(file()).doesNotExist();
    assertThat(row()).isNull();
  }

  @Test
  void aDeletionThatDiedHalfwayIsTakenOverWhenItsLeaseHasRunOut() throws IOException {
    BlobTable table = server.bean(BlobTable.class);
    table.release(List.of(hash));
    aDayPasses();
    Files.writeString(file(), text);
    assertThat(table.takeIdle(Instant.now(), Instant.now().plusSeconds(600), 1000)).contains(hash);
    sweep();
    assertThat(file()).exists();
    assertThat(row()).isEqualTo("deleting idle");

    aDayPasses();
    sweep();
    assertThat(file()).doesNotExist();
    assertThat(row()).isNull();
  }

  @Test
  void anUploadWaitsForTheDeletionOfTheSameBytes() throws Exception {
    BlobTable table = server.bean(BlobTable.class);
    table.release(List.of(hash));
    Instant lease = Instant.parse("2100-01-01T00:00:00Z");
    assertThat(table.takeIdle(Instant.now().plusSeconds(9), lease, 1000)).contains(hash);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TestRepo> commit = threads.submit(this::repoWithTheText);
      assertThat(table.register(hash)).isFalse();
      table.deleted(hash, lease);

      assertThat(commit.get().text("large", "branch=main")).isEqualTo(text);
    }
  }

  @Test
  void aDocumentCannotReferToWhatIsNotStored() {
    JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    BlobTable table = server.bean(BlobTable.class);
    for (String state : new String[] {"unknown", "uploading"}) {
      Pipeline pipeline = new Pipeline();
      server.bean(Blobs.class).claim(pipeline, List.of(hash));
      assertThatThrownBy(() -> pipeline.run(jdbc))
          .as(state)
          .isInstanceOf(DocStoreException.class)
          .hasMessageEndingWith("send it again");
      assertThat(table.register(hash)).isTrue();
    }
  }

  @Test
  void storesAStreamUnderTheHashThatItTurnsOutToHave() throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StoredBlob blob = server.bean(Blobs.class).store(new ByteArrayInputStream(bytes));

    assertThat(blob).isEqualTo(new StoredBlob(hash, bytes.length));
    assertThat(file()).hasBinaryContent(bytes);
    assertThat(row()).isEqualTo("stored idle");
  }

  @Test
  void aStreamThatBreaksLeavesOnlyARowThatIsSwept() throws IOException {
    String before = rows();
    InputStream gone = InputStream.nullInputStream();
    gone.close();
    InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[999]), gone);
    assertThatThrownBy(() -> server.bean(Blobs.class).store(broken)).hasMessage("Stream closed");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("."))).isEmpty();
    }
    assertThat(rows()).isNotEqualTo(before);
    database.execute("update blobs set idle_since = idle_since - interval '25 hours'");
    sweep();
    assertThat(database.queryText("select count(*)::text from blobs where state = 'uploading'"))
        .isEqualTo("0");
  }

  private static String rows() {
    return String.valueOf(database.queryText("select count(*)::text from blobs"));
  }

  @RepeatedTest(8)
  void aCommitAndASweepAtOnceLoseNothing() throws Exception {
    delete(repoWithTheText());
    aDayPasses();
    TestRepo repo = TestRepo.newOn(server);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> sweeping = threads.submit(BlobLifeTest::sweep);
      Future<Long> commit = threads.submit(() -> repo.commit("main", "large", text));
      sweeping.get();
      commit.get();
    }

    assertThat(repo.text("large", "branch=main")).isEqualTo(text);
    assertThat(row()).isEqualTo("stored needed");
  }
}
