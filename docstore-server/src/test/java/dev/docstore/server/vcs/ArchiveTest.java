package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.Tar;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spec 01 §14 and §17; page 00 B8. */
@DatabaseTest
class ArchiveTest {
  private static final byte[] KEY = "test-secret".getBytes(StandardCharsets.UTF_8);

  /** Longer than what the server buffers before it sends the status. */
  private static final String LARGE = "large ".repeat(40_000);

  @TempDir static Path blobs;
  private static TestServer server;
  private TestRepo repo;

  @BeforeAll
  static void start(TestDatabase database) {
    server =
        TestServer.start(
            database,
            Map.of(
                "ARCHIVE_HMAC_SECRET",
                Base64.getEncoder().encodeToString(KEY),
                "DOCSTORE_BLOB_THRESHOLD_BYTES",
                "100",
                "DOCSTORE_BLOB_LOCAL_DIR",
                blobs.toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(server);
  }

  private static Path blob(String content) {
    return blobs.resolve(ContentHash.of(content.getBytes(StandardCharsets.UTF_8)).hex());
  }

  @Test
  void largeContentLiesInTheBlobStore() {
    String large = repo.name() + "x".repeat(200);
    String limit = (repo.name() + "y".repeat(100)).substring(0, 100);
    repo.commit("main", "large", large, "limit", limit, "small", "hello");
    assertThat(blob(large)).hasContent(large);
    assertThat(blob(limit)).doesNotExist();
    assertThat(blob("hello")).doesNotExist();
    assertThat(repo.files("branch=main"))
        .isEqualTo(Map.of("large", large, "limit", limit, "small", "hello"));
    Answer raw = repo.get("file/large?format=raw").expect(200);
    assertThat(raw.text()).isEqualTo(large);
    assertThat(raw.header("Content-Length")).isEqualTo(Integer.toString(large.length()));
  }

  @Test
  void aMissingBlobIsAnErrorAndLeaksNothing() throws IOException {
    String large = repo.name() + LARGE;
    repo.commit("main", "large", large);
    Files.delete(blob(large));
    for (String form : new String[] {"", "?format=raw"}) {
      Answer answer = repo.get("file/large" + form);
      answer.expectError(500, "INTERNAL_ERROR", "query failed");
      assertThat(answer.header("ETag")).isNull();
      assertThat(answer.header("X-Request-Id")).isNotNull();
    }
  }

  @Test
  void manyFilesTakeSeveralPages() {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      files.add("f%03d".formatted(i));
      files.add("content " + i);
    }
    repo.commit("main", files.toArray(String[]::new));
    assertThat(Tar.names(repo.get("archive?branch=main").expect(200).bytes()))
        .hasSize(450)
        .startsWith("f000")
        .endsWith("f449");
  }

  @Test
  void twoArchivesOfOneStateAreTheSameBytes() {
    repo.commit("main", "größe", "1", "run", "x");
    repo.fork("b");
    repo.commit("b", "own", LARGE);
    byte[] first = repo.get("archive?branch=b&at=2").expect(200).bytes();
    repo.commit("main", "later", "1");
    repo.commit("b", "own", null);
    repo.rebase("b").expect(200);
    assertThat(repo.get("archive?branch=b&at=2").expect(200).bytes()).isEqualTo(first);
    assertThat(repo.get("archive?branch=b").expect(200).bytes()).isNotEqualTo(first);
  }

  @Test
  void theEmptyStateIsAnEmptyArchive() {
    assertThat(repo.get("archive?branch=main").expect(200).bytes()).isEqualTo(new byte[1024]);
    repo.commit("main", "a", "1");
    assertThat(repo.get("archive?branch=main&at=0").bytes()).isEqualTo(new byte[1024]);
    assertThat(repo.get("archive?branch=main&at=-3").bytes()).isEqualTo(new byte[1024]);
  }

  @Test
  void anExecutableIsExecutableInTheArchive() {
    repo.post(
            "commit",
            "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"run\",\"content\":\"eA==\",\"mode\":\"100755\"}]}")
        .expect(201);
    assertThat(
            new String(repo.get("archive?branch=main").bytes(), 100, 7, StandardCharsets.US_ASCII))
        .isEqualTo("0000755");
  }

  @Test
  void anArchiveThatCannotBeFinishedIsBrokenOff() throws Exception {
    String doomed = repo.name() + "doomed".repeat(100);
    repo.commit("main", "a", LARGE, "b", doomed, "c", "1");
    Files.delete(blob(doomed));
    URI url = URI.create(server.url() + repo.path("archive?branch=main"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(
              () -> client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray()))
          .isInstanceOf(IOException.class);
    }
    String raw = RawHttp.get(server.url(), repo.path("archive?branch=main"));
    assertThat(raw)
        .startsWith("HTTP/1.1 200 ")
        .contains("large large")
        .doesNotContain("INTERNAL_ERROR")
        .doesNotEndWith("0\r\n\r\n");
  }
}
