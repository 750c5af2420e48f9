package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.RawHttp;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Page 00 B8: an archive is complete, or everybody sees that it is not. */
@DatabaseTest
class BrokenArchiveTest {
  /** More than what connections and compressors hold back, and incompressible. */
  private static final int LARGE = 3 << 20;

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
  }

  private static String noise(int seed, int length) {
    StringBuilder text = new StringBuilder(length);
    new Random(seed).ints(length, '!', '~').forEach(c -> text.append((char) c));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "zip"})
  void aBlobThatIsGoneBreaksTheTransfer(String format) throws IOException {
    String doomed = repo.name() + "doomed".repeat(100);
    repo.commit("main", "a", noise(1, LARGE), "b", doomed, "c", "1");
    Files.delete(blobs.resolve(ContentHash.of(doomed.getBytes(StandardCharsets.UTF_8)).hex()));

    String answer = RawHttp.get(server.url(), repo.path("archive?branch=main&format=" + format));

    assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("INTERNAL_ERROR");
    assertThat(answer.length()).isGreaterThan(LARGE / 2);
    assertVisiblyBroken(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "zip"})
  void whatIsDeletedMeanwhileBreaksTheTransfer(String format) throws IOException {
    commitMuch("main");
    String answer =
        readWhile(format, "main", () -> server.api().delete("/repos/" + repo.name()).expect(204));
    assertVisiblyBroken(answer);
  }

  /** After a purge the rest of the tree would be that of main: as many files, of the same size. */
  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "zip"})
  void whatIsPurgedMeanwhileBreaksTheTransfer(String format) throws IOException {
    commitMuch("main");
    repo.fork("b");
    repo.commit("b", "z", "9");
    repo.commit("main", "z", "8");
    String answer =
        readWhile(
            format,
            "b",
            () ->
                server
                    .bean(JdbcClient.class)
                    .sql(
                        """
                        delete from branches b using repos r
                        where r.name = ? and b.repo_id = r.id and b.name = 'b'
                        """)
                    .param(repo.name())
                    .update());
    assertVisiblyBroken(answer);
  }

  /** Several pages, and more than the connection holds. */
  private void commitMuch(String branch) {
    for (int i = 0; i < 8; i++) {
      repo.commit(branch, "f" + i, noise(i, LARGE));
    }
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      files.add("g%04d".formatted(i));
      files.add("x");
    }
    files.add("z");
    files.add("7");
    repo.commit(branch, files.toArray(String[]::new));
  }

  /** Reads an archive, and does something once the first bytes are here. */
  private String readWhile(String format, String branch, Runnable act) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (Socket socket = new Socket()) {
      // Small, so that the server cannot send everything ahead.
      socket.setReceiveBufferSize(64 * 1024);
      socket.connect(new InetSocketAddress(server.url().getHost(), server.url().getPort()));
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .formatted(repo.path("archive?branch=" + branch + "&format=" + format))
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      read.write(in.readNBytes(100_000));
      act.run();
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read.write(buffer, 0, n);
      }
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  /** Shorter than announced, or chunks without their end; and no end of its own. */
  private static void assertVisiblyBroken(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    String head = answer.substring(0, end);
    String body = answer.substring(end + 4);
    if (head.contains("Content-Length: ")) {
      String length = head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1");
      assertThat((long) body.length()).isLessThan(Long.parseLong(length));
    } else {
      assertThat(head).contains("Transfer-Encoding: chunked");
      assertThat(body).doesNotEndWith("0\r\n\r\n");
    }
    if (head.contains("application/gzip")) {
      assertThatThrownBy(() -> inflate(unchunked(body))).isInstanceOf(IOException.class);
    }
    assertThat(body.substring(Math.max(0, body.length() - 200))).doesNotContain("PK\5\6");
  }

  private static byte[] unchunked(String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length()) {
      int line = body.indexOf("\r\n", at);
      if (line < 0) {
        break;
      }
      int size = Integer.parseInt(body.substring(at, line), 16);
      int to = Math.min(body.length(), line + 2 + size);
      bytes.writeBytes(body.substring(line + 2, to).getBytes(StandardCharsets.ISO_8859_1));
      at = line + 2 + size + 2;
    }
    return bytes.toByteArray();
  }

  private static void inflate(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      in.readAllBytes();
    } catch (EOFException e) {
      throw new IOException(e);
    }
  }
}
