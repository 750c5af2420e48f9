package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that lie in the blob store are merged and compared like all others. */
@DatabaseTest
class LargeTextTest {
  private static final String FILLER = "a line that both sides leave alone\n".repeat(20);

  @Test
  void mergesAndComparesWhatLiesInTheBlobStore(TestDatabase database, @TempDir Path blobs) {
    try (TestServer server =
        TestServer.start(
            database,
            Map.of(
                "DOCSTORE_BLOB_THRESHOLD_BYTES",
                "100",
                "DOCSTORE_BLOB_LOCAL_DIR",
                blobs.toString()))) {
      TestRepo repo = TestRepo.newOn(server);
      repo.commit("main", "f", "1\n" + FILLER + "2\n", "g", "base");
      repo.fork("b");
      repo.commit("b", "f", "one\n" + FILLER + "2\n", "g", "branch");
      repo.commit("main", "f", "1\n" + FILLER + "two\n", "g", "main");
      assertThat(repo.get("commit/2/diff").expect(200).text()).contains("-1\n+one\n");
      repo.post(
              "merge",
              "{\"branch\":\"b\",\"resolutions\":[{\"path\":\"g\",\"content\":\"%s\"}]}"
                  .formatted(Api.base64(FILLER)))
          .expect(200);
      assertThat(repo.files("branch=main"))
          .isEqualTo(Map.of("f", "one\n" + FILLER + "two\n", "g", FILLER));
      assertThat(blobs).isDirectoryRecursivelyContaining(file -> file.toFile().length() > 700);
    }
  }
}
