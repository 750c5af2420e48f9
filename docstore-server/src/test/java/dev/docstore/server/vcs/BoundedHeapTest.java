package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.DocStoreServer;
import dev.docstore.server.testing.Multipart;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file larger than the heap of the server is sent, read in every form and archived: a server of
 * its own, in a process of its own, that would run out of memory if anything held the whole.
 */
@DatabaseTest
class BoundedHeapTest {
  private static final String HEAP = "-Xmx128m";
  private static final long SIZE = 192L << 20;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static Process server;
  private static URI url;

  @BeforeAll
  static void start(TestDatabase database) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    url = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            DocStoreServer.class.getName());
    program.environment().put("DATABASE_URL", database.url());
    program.environment().put("PORT", Integer.toString(port));
    program.environment().put("DEV_IDENTITY", "dev@example.com");
    program.environment().put("BOOTSTRAP_ADMIN", "dev@example.com");
    program.environment().put("DOCSTORE_DATA_DIR", folder.resolve("data").toString());
    program.environment().put("DOCSTORE_BLOB_LOCAL_DIR", folder.resolve("blobs").toString());
    program.redirectErrorStream(true);
    program.redirectOutput(folder.resolve("log").toFile());
    server = program.start();
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> send("GET", "/healthz", BodyPublishers.noBody()).statusCode() == 200);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.destroy();
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private static HttpResponse<InputStream> send(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static InputStream read(String endpoint) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        send("GET", "/repos/default/default/-/" + endpoint, BodyPublishers.noBody());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static String hash(InputStream in) throws IOException {
    MessageDigest sha256 = ContentHash.sha256();
    try (InputStream digested = new DigestInputStream(in, sha256)) {
      digested.transferTo(OutputStream.nullOutputStream());
    }
    return ContentHash.ofDigest(sha256.digest()).hex();
  }

  @Test
  void aFileLargerThanTheHeapGoesInAndOut() throws Exception {
    String hash = hash(new Pattern());

    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                Multipart.head("commit")
                    + "{\"branch\":\"main\",\"message\":\"m\",\"files\":[{\"path\":\"large\",\"part\":\"1\"}]}\r\n"
                    + Multipart.head("1")),
            BodyPublishers.ofInputStream(Pattern::new),
            BodyPublishers.ofString(Multipart.tail()));
    HttpResponse<InputStream> committed =
        send(
            "POST",
            "/repos/default/default/-/commit",
            body,
            "Content-Type",
            Multipart.CONTENT_TYPE);

    assertThat(committed.statusCode()).isEqualTo(201);
    assertThat(folder.resolve("blobs").resolve(hash)).hasSize(SIZE);
    assertThat(hash(read("file/large?format=raw"))).as("raw").isEqualTo(hash);
    try (InputStream json = read("file/large")) {
      String start = "{\"path\":\"large\",\"version_id\":\"";
      json.skipNBytes(start.length() + 36 + "\",\"content_hash\":\"".length() + 64);
      json.skipNBytes("\",\"content\":\"".length());
      InputStream bytes = Base64.getDecoder().wrap(new Bounded(json, SIZE / 3 * 4));
      assertThat(hash(bytes)).as("JSON").isEqualTo(hash);
    }
    for (InputStream tar :
        new InputStream[] {
          read("archive?branch=main"),
          new GZIPInputStream(read("archive?branch=main&format=tar.gz"))
        }) {
      tar.skipNBytes(512);
      assertThat(hash(new Bounded(tar, SIZE))).as("tar").isEqualTo(hash);
    }
    assertThat(server.isAlive()).isTrue();
  }

  /** {@link #SIZE} bytes that are all one hash and compress well. */
  private static final class Pattern extends InputStream {
    private long at;

    @Override
    public int read() {
      return at == SIZE ? -1 : (int) (at++ / 1000 % 251);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (at == SIZE) {
        return -1;
      }
      int count = (int) Math.min(length, SIZE - at);
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = (byte) (at++ / 1000 % 251);
      }
      return count;
    }
  }

  /** The first so many bytes of a stream. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? in.read() : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
