package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Multipart;
import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Page 00 B6 and H10: commits whose files are parts of the body. */
@DatabaseTest
class MultipartCommitTest {
  private static final int THRESHOLD = 1 << 20;

  @TempDir static Path blobs;
  private static TestServer server;
  private TestRepo repo;

  @BeforeAll
  static void start(TestDatabase database) {
    server = TestServer.start(database, Map.of("DOCSTORE_BLOB_LOCAL_DIR", blobs.toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(server);
  }

  private Answer send(Multipart body, String... headers) {
    return send(server.api(), body, headers);
  }

  private Answer send(Api api, Multipart body, String... headers) {
    Api multipart = api.with("Content-Type", Multipart.CONTENT_TYPE);
    return multipart.send(
        "POST", repo.path("commit"), BodyPublishers.ofByteArray(body.bytes()), headers);
  }

  private static String commit(String files) {
    return commit("main", files);
  }

  private static String commit(String branch, String files) {
    return "{\"branch\":\"%s\",\"message\":\"m\",\"files\":[%s]}".formatted(branch, files);
  }

  private static String file(String path, String part) {
    return "{\"path\":\"%s\",\"part\":\"%s\"}".formatted(path, part);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void filesAreTheBytesOfTheirParts() {
    repo.commit("main", "old", "x");
    byte[] binary = random(THRESHOLD);
    byte[] large = random(3 * THRESHOLD);

    JsonNode answer =
        send(new Multipart()
                .part(
                    "commit",
                    commit(
                        "{\"path\":\"run\",\"part\":\"1\",\"mode\":\"100755\","
                            + "\"content_type\":\"text/x-sh\"},"
                            + file("binary", "2")
                            + ","
                            + file("large", "3")
                            + ",{\"path\":\"old\"},{\"path\":\"here\",\"content\":\"eA==\"},"
                            + file("empty", "4")))
                .part("1", "#!/bin/sh\r\n--XbY\r\n")
                .part("2", binary)
                .part("3", large)
                .part("4", ""))
            .expect(201)
            .json();

    assertThat(answer.get("sequence").asLong()).isEqualTo(2);
    assertThat(answer.get("files").get(3).get("version_id").isNull()).isTrue();
    assertThat(repo.paths("")).containsExactly("binary", "empty", "here", "large", "run");
    assertThat(repo.text("run", "")).isEqualTo("#!/bin/sh\r\n--XbY\r\n");
    JsonNode run = repo.get("file/run").json();
    assertThat(run.get("mode").asString()).isEqualTo("100755");
    assertThat(run.get("content_type").asString()).isEqualTo("text/x-sh");
    assertThat(repo.get("file/binary?format=raw").bytes()).isEqualTo(binary);
    assertThat(repo.get("file/large?format=raw").bytes()).isEqualTo(large);
    assertThat(repo.get("file/large").json().get("content").binaryValue()).isEqualTo(large);
    assertThat(repo.get("file/empty?format=raw").bytes()).isEmpty();
    assertThat(repo.get("file/here?format=raw").text()).isEqualTo("x");
    assertThat(blobs.resolve(ContentHash.of(large).hex())).hasBinaryContent(large);
    assertThat(blobs.resolve(ContentHash.of(binary).hex())).doesNotExist();
  }

  @Test
  void partsComeInAnyOrder() {
    send(new Multipart()
            .part("b", "2")
            .part("commit", commit(file("a", "a") + "," + file("b", "b")))
            .part("a", random(2 * THRESHOLD)))
        .expect(201);
    assertThat(repo.paths("")).containsExactly("a", "b");
    assertThat(repo.text("b", "")).isEqualTo("2");
  }

  @Test
  void aPartsNameIsAnyText() {
    send(new Multipart().part("commit", commit(file("a", "ä b/ü"))).part("ä b/ü", "x")).expect(201);
    assertThat(repo.text("a", "")).isEqualTo("x");
  }

  @Test
  void aPartsNameIsNotEndless() {
    String name = "n".repeat(5000);
    send(new Multipart().part("commit", commit(file("a", name))).part(name, "x")).expect(201);
    refusedAfter(
        1, new Multipart().part("commit", commit(file("a", "b"))).part("b".repeat(10_000), "x"));
  }

  private void refusedAfter(long head, Multipart body) {
    send(body).expectError(400, "BAD_REQUEST", "invalid multipart body");
    assertThat(repo.branch("main").get("head_sequence").asLong()).isEqualTo(head);
  }

  private void refused(Multipart body, String message) {
    send(body).expectError(400, "BAD_REQUEST", message);
    assertThat(repo.branch("main").get("head_sequence").asLong()).isZero();
  }

  @Test
  void aPartThatIsWrongIsNamed() {
    String one = commit(file("a", "a"));
    refused(new Multipart().part("a", "x"), "part 'commit' is missing");
    refused(new Multipart(), "part 'commit' is missing");
    refused(new Multipart().part("commit", one), "part 'a' is missing");
    refused(
        new Multipart().part("commit", one).part("a", "").part("b", ""),
        "part 'b' is named by no file");
    refused(
        new Multipart().part("b", "").part("commit", one).part("a", ""),
        "part 'b' is named by no file");
    refused(
        new Multipart().part("commit", one).part("a", "").part("a", ""), "part 'a' is there twice");
    refused(
        new Multipart().part("commit", one).part("a", "").part("commit", one),
        "part 'commit' is there twice");
    refused(
        new Multipart().part("commit", commit(file("a", "a") + "," + file("b", "a"))),
        "part 'a' is named by two files");
    refused(
        new Multipart()
            .part("commit", commit("{\"path\":\"a\",\"part\":\"a\",\"content\":\"\"}"))
            .part("a", ""),
        "file has both part and content: a");
    refused(
        new Multipart().part("commit", commit(file("a", "commit"))),
        "part 'commit' cannot be a file: a");
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, invalid request body",
    "'{\"files\":[{\"path\":\"a\"}],\"message\":\"m\"}', branch is required",
    "'{\"branch\":\"main\",\"message\":\"m\"}', at least one file is required",
    "'{\"branch\":\"main\",\"files\":[{\"path\":\"a\"}]}', message is required",
    "'{\"branch\":\"main\",\"files\":[{}],\"message\":\"m\"}', file path is required",
    "'{\"branch\":\"main\",\"files\":[null],\"message\":\"m\"}', file path is required",
  })
  void theCommitIsCheckedAsAJsonBodyIs(String json, String message) {
    refused(new Multipart().part("commit", json), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "--XbX",
        "--XbX--",
        "--XbX\r\n\r\n",
        "--XbX\r\nContent-Disposition: form-data; name=\"commit\"\r\n\r\n{\"branch\":\"main\""
      })
  void aBodyThatIsNotWholeIsRefused(String body) {
    Answer answer =
        repo.send("POST", "commit", body, "Content-Type", Multipart.CONTENT_TYPE).expect(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary="})
  void aBoundaryIsNeeded(String contentType) {
    repo.send("POST", "commit", "x", "Content-Type", contentType)
        .expectError(400, "BAD_REQUEST", "invalid multipart body");
  }

  @Test
  void mainIsForMaintainersBeforeAnyFileIsRead() {
    repo.send("PUT", "roles/will@example.com", "{\"role\":\"writer\"}").expect(200);
    Api will = server.as("will@example.com");
    byte[] unread = random(THRESHOLD + 1);
    send(will, new Multipart().part("commit", commit(file("a", "a"))).part("a", unread))
        .expectError(403, "FORBIDDEN", "forbidden");
    assertThat(blobs.resolve(ContentHash.of(unread).hex())).doesNotExist();
    repo.fork("b");
    send(will, new Multipart().part("commit", commit("b", file("a", "a"))).part("a", "x"))
        .expect(201);
  }

  @Test
  void keysAndConditionsCountAsInJson() {
    repo.commit("main", "a", "1");
    Multipart body = new Multipart().part("commit", commit(file("a", "a"))).part("a", "2");
    send(body, "If-Match", "\"stale\"").expectError(412, "PRECONDITION_FAILED", "ETag mismatch");
    String etag = repo.etag("main");
    String first = send(body, "If-Match", etag, "Idempotency-Key", "k").expect(201).text();
    assertThat(send(body, "If-Match", etag, "Idempotency-Key", "k").expect(201).text())
        .isEqualTo(first);
    Multipart other = new Multipart().part("commit", commit(file("a", "a"))).part("a", "3");
    assertThat(send(other, "Idempotency-Key", "k").status()).isEqualTo(422);
    assertThat(repo.branch("main").get("head_sequence").asLong()).isEqualTo(2);
  }

  @Test
  void aRequestBeyondTheLimitsIsRefused() {
    send(new Multipart().part("commit", " ".repeat(MultipartCommits.MAX_JSON + 1)))
        .expectError(
            413,
            "PAYLOAD_TOO_LARGE",
            "part 'commit' is longer than " + MultipartCommits.MAX_JSON + " bytes");
    Multipart many = new Multipart();
    byte[] small = random(THRESHOLD);
    for (int i = 0; i < 64; i++) {
      many.part("p" + i, small);
    }
    send(many)
        .expectError(
            413,
            "PAYLOAD_TOO_LARGE",
            "the small files of a commit have more than 67108864 bytes; send them in several commits");
  }

  /** Before a byte of it is sent. */
  @Test
  void aBodyThatIsAnnouncedAsTooLongIsRefused() throws IOException {
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket
          .getOutputStream()
          .write(
              "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                  .formatted(
                      repo.path("commit"), Multipart.CONTENT_TYPE, MultipartCommits.MAX_BYTES + 1)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(30_000);
      String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(status).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyThatStopsComingIsARequestTimeout() {
    String answer =
        RawHttp.send(
            server.url(),
            "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 9999\r\n\r\n%s"
                .formatted(repo.path("commit"), Multipart.CONTENT_TYPE, Multipart.head("a") + "x"));
    assertThat(answer).startsWith("HTTP/1.1 408 ").contains("REQUEST_TIMEOUT");
  }

  @Test
  void jsonCommitsStillIgnoreTheirContentType() {
    repo.send("POST", "commit", TestRepo.commitBody("main", "a", "1"), "Content-Type", "text/plain")
        .expect(201);
  }

  @Test
  void aStrangerIsRefused() {
    send(
            server.as("stranger@example.com"),
            new Multipart().part("commit", commit(file("a", "a"))).part("a", "x"))
        .expectError(403, "FORBIDDEN", "forbidden");
    assertThat(repo.branch("main").get("head_sequence").asLong()).isZero();
  }
}
