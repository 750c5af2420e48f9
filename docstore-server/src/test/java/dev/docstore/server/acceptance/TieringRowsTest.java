package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 42 of spec 01 §19: where content lies. */
@DatabaseTest
class TieringRowsTest {
  @ParameterizedTest
  @CsvSource({"100, 200, 1", "100, 101, 1", "100, 100, 0", "1000, 5, 0", "0, 200, 0", "-1, 200, 0"})
  void row42ContentAboveTheThresholdLiesInTheBlobStore(
      String threshold, int size, int blobs, TestDatabase database, @TempDir Path folder)
      throws IOException {
    Map<String, String> settings =
        Map.of(
            "DOCSTORE_BLOB_THRESHOLD_BYTES",
            threshold,
            "DOCSTORE_BLOB_LOCAL_DIR",
            folder.toString());
    try (TestServer server = TestServer.start(database, settings)) {
      TestRepo repo = TestRepo.newOn(server);
      String content = "x".repeat(size);
      repo.commit("main", "f", content);

      assertThat(repo.text("f", "branch=main")).isEqualTo(content);
      assertThat(contents(folder)).isEqualTo(blobs == 0 ? List.of() : List.of(content));
    }
  }

  private static List<String> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(TieringRowsTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
