package dev.docstore.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.settings.Settings.BadSettingException;
import dev.docstore.server.testing.FakeGcs;
import dev.docstore.server.testing.FakeGcs.Fault;
import dev.docstore.server.testing.FakeGcs.Kind;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose large contents lie in a bucket. */
@DatabaseTest
class GcsServerTest {
  private static final FakeGcs SERVICE = new FakeGcs();
  private static TestServer server;
  private static TestDatabase database;

  @BeforeAll
  static void start(TestDatabase own) {
    database = own;
    server = TestServer.start(own, variables(FakeGcs.BUCKET));
  }

  private static Map<String, String> variables(String bucket) {
    return Map.of(
        "DOCSTORE_BLOB_STORE",
        "gcs",
        "DOCSTORE_BLOB_BUCKET",
        bucket,
        "DOCSTORE_BLOB_THRESHOLD_BYTES",
        "100",
        "STORAGE_EMULATOR_HOST",
        SERVICE.url().getAuthority());
  }

  @AfterAll
  static void stop() {
    server.close();
    SERVICE.close();
  }

  private static String name(String text) {
    return ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void aLargeContentLivesAndDiesInTheBucket() {
    TestRepo repo = TestRepo.newOn(server);
    String small = "s".repeat(100);
    String large = "l".repeat(5 << 20);
    repo.commit("main", "small", small, "large", large);

    assertThat(SERVICE.objects()).containsKey(name(large)).doesNotContainKey(name(small));
    assertThat(repo.text("large", "branch=main")).isEqualTo(large);
    assertThat(repo.get("archive?branch=main").expect(200).bytes()).hasSizeGreaterThan(5 << 20);

    server.api().delete("/repos/" + repo.name()).expect(204);
    database.execute("update blobs set idle_since = idle_since - interval '25 hours'");
    server.bean(BlobSweep.class).sweep();
    assertThat(SERVICE.objects()).doesNotContainKey(name(large));
  }

  @Test
  void saysThatTheBucketFails() {
    TestRepo repo = TestRepo.newOn(server);
    String text = "x".repeat(101);
    SERVICE.fail(Kind.WHOLE_UPLOAD, Fault.FORBIDDEN, 1);
    repo.post("commit", TestRepo.commitBody("main", "large", text))
        .expectError(
            503, "SERVICE_UNAVAILABLE", "large contents cannot be stored at the moment; try again");

    repo.commit("main", "large", text);
    SERVICE.fail(Kind.READ, Fault.FORBIDDEN, 1);
    repo.get("file/large").expectError(500, "INTERNAL_ERROR", "query failed");
    assertThat(repo.text("large", "branch=main")).isEqualTo(text);
  }

  @Test
  void doesNotStartOnABucketThatIsNotThere() {
    assertThatThrownBy(() -> TestServer.start(database, variables("elsewhere")))
        .hasRootCauseInstanceOf(BadSettingException.class)
        .rootCause()
        .hasMessage(
            "the bucket elsewhere (DOCSTORE_BLOB_BUCKET) cannot be used:"
                + " The specified bucket does not exist.");
  }
}
