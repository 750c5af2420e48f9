package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Page 00 B6 and RFC 9110 §14: raw bytes, whole and in ranges; for rows and for blobs. */
@DatabaseTest
class RawReadTest {
  private static final String SMALL = "0123456789";
  private static final String LARGE = "0123456789".repeat(20_000);

  @TempDir static Path blobs;
  private static TestServer server;
  private TestRepo repo;

  @BeforeAll
  static void start(TestDatabase database) {
    server =
        TestServer.start(
            database,
            Map.of(
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
    repo.commit("main", "small", SMALL, "large", LARGE, "empty", "");
  }

  private Answer raw(String path, String... headers) {
    return repo.send("GET", "file/" + path + "?format=raw", "", headers);
  }

  private static String tag(String content) {
    return '"' + ContentHash.of(content.getBytes(StandardCharsets.UTF_8)).hex() + '"';
  }

  @ParameterizedTest
  @CsvSource({
    "small, bytes=0-0, 0, 1",
    "small, bytes=3-5, 3, 3",
    "small, bytes=3-, 3, 7",
    "small, bytes=3-9, 3, 7",
    "small, bytes=3-999, 3, 7",
    "small, bytes=-3, 7, 3",
    "small, bytes=-999, 0, 10",
    "large, bytes=150000-150009, 150000, 10",
    "large, bytes=100001-, 100001, 99999",
    "large, bytes=-1, 199999, 1",
  })
  void oneRangeIsAnswered(String path, String range, int from, int length) {
    String content = path.equals("small") ? SMALL : LARGE;
    Answer answer = raw(path, "Range", range).expect(206);
    assertThat(answer.text()).isEqualTo(content.substring(from, from + length));
    assertThat(answer.header("Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(from, from + length - 1, content.length()));
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(length));
    assertThat(answer.header("ETag")).isEqualTo(tag(content));
    assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,3-4",
        "bytes=5-3",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes 0-1",
        "lines=0-1",
        "bytes=99999999999999999999-"
      })
  void severalRangesAndWhatIsNoneGiveTheWhole(String range) {
    Answer answer = raw("small", "Range", range).expect(200);
    assertThat(answer.text()).isEqualTo(SMALL);
    assertThat(answer.header("Content-Range")).isNull();
    assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "small, bytes=10-, 10",
    "small, bytes=99-100, 10",
    "small, bytes=-0, 10",
    "large, bytes=200000-, 200000",
    "empty, bytes=0-, 0",
    "empty, bytes=-5, 0"
  })
  void aRangeBehindTheEndIsRefused(String path, String range, int size) {
    Answer answer = raw(path, "Range", range);
    answer.expectError(416, "RANGE_NOT_SATISFIABLE", "the file has " + size + " bytes");
    assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + size);
    assertThat(answer.header("ETag")).isNull();
  }

  @Test
  void aRangeOfAnotherVersionIsTheWhole() {
    raw("small", "Range", "bytes=1-2", "If-Range", tag(SMALL)).expect(206);
    assertThat(raw("small", "Range", "bytes=1-2", "If-Range", tag(LARGE)).expect(200).text())
        .isEqualTo(SMALL);
    raw("small", "Range", "bytes=1-2", "If-Range", "W/" + tag(SMALL)).expect(200);
    raw("small", "Range", "bytes=1-2", "If-Range", "Tue, 01 Jan 2030 00:00:00 GMT").expect(200);
    raw("small", "Range", "bytes=99-", "If-Range", tag(LARGE)).expect(200);
  }

  @Test
  void whatTheClientHasIsNotSentInPartsEither() {
    Answer answer = raw("small", "Range", "bytes=1-2", "If-None-Match", tag(SMALL)).expect(304);
    assertThat(answer.bytes()).isEmpty();
    raw("small", "Range", "bytes=99-", "If-None-Match", tag(SMALL)).expect(304);
  }

  @Test
  void aVersionIsReadInRangesToo() {
    String version = repo.get("file/large").json().get("version_id").asString();
    Answer answer =
        repo.send("GET", "blob/" + version + "?format=raw", "", "Range", "bytes=9-11").expect(206);
    assertThat(answer.text()).isEqualTo("901");
    assertThat(answer.header("Cache-Control")).contains("immutable");
  }

  @Test
  void headTellsTheSizeOnly() {
    for (String path : new String[] {"small", "large"}) {
      String content = path.equals("small") ? SMALL : LARGE;
      Answer head =
          repo.send("HEAD", "file/" + path + "?format=raw", "", "Range", "bytes=1-2").expect(200);
      assertThat(head.bytes()).isEmpty();
      assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(content.length()));
      assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
      assertThat(head.header("ETag")).isEqualTo(tag(content));
    }
    repo.send("HEAD", "file/none?format=raw", "").expect(404);
    repo.via(server.as("stranger@example.com"))
        .send("HEAD", "file/small?format=raw", "")
        .expect(403);
  }

  @Test
  void aBlobThatIsTooShortBreaksTheAnswer() throws IOException {
    String doomed = repo.name() + LARGE;
    repo.commit("main", "doomed", doomed);
    Path blob = blobs.resolve(ContentHash.of(doomed.getBytes(StandardCharsets.UTF_8)).hex());
    Files.writeString(blob, doomed.substring(0, 100_000));

    String answer = RawHttp.get(server.url(), repo.path("file/doomed?format=raw"));

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + doomed.length());
    assertThat(answer.length()).isLessThan(doomed.length());
    assertThat(RawHttp.get(server.url(), repo.path("file/doomed"))).doesNotEndWith("}\n");
  }
}
