package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.token.Hmac;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Page 00 B8: tar with its length, tar.gz and zip; each the same bytes every time. */
@DatabaseTest
class ArchiveFormatTest {
  private static final byte[] KEY = "test-secret".getBytes(StandardCharsets.UTF_8);

  /** Lies in the blob store. */
  private static final String LARGE = "large ".repeat(500);

  @TempDir static Path blobs;
  private static TestServer server;
  private TestRepo repo;

  private record Entry(String text, int mode) {}

  @BeforeAll
  static void start(TestDatabase database) {
    server =
        TestServer.start(
            database,
            Map.of(
                "ARCHIVE_HMAC_SECRET",
                Base64.getEncoder().encodeToString(KEY),
                "DOCSTORE_BLOB_THRESHOLD_BYTES",
                "1000",
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
    repo.post(
            "commit",
            """
            {"branch":"main","message":"m","files":[
              {"path":"run","content":"eA==","mode":"100755"},
              {"path":"dir/empty","content":""},
              {"path":"ümlaut/%s","content":"eQ=="},
              {"path":"%s","content":"eg=="},
              {"path":"large","content":"%s"}]}
            """
                .formatted("long".repeat(40), "deep/".repeat(40) + "file", Api.base64(LARGE)))
        .expect(201);
  }

  private Map<String, Entry> expected() {
    Map<String, Entry> files = new LinkedHashMap<>();
    files.put("deep/".repeat(40) + "file", new Entry("z", 0100644));
    files.put("dir/empty", new Entry("", 0100644));
    files.put("large", new Entry(LARGE, 0100644));
    files.put("run", new Entry("x", 0100755));
    files.put("ümlaut/" + "long".repeat(40), new Entry("y", 0100644));
    return files;
  }

  private static Map<String, Entry> untar(byte[] tar) throws IOException {
    Map<String, Entry> files = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        files.put(e.getName(), new Entry(text, 0100000 | e.getMode()));
      }
    }
    return files;
  }

  private static Map<String, Entry> unzip(byte[] zip) throws IOException {
    Map<String, Entry> files = new LinkedHashMap<>();
    try (ZipFile file =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(zip)).get()) {
      Enumeration<ZipArchiveEntry> entries = file.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        files.put(entry.getName(), new Entry(text, entry.getUnixMode()));
      }
    }
    return files;
  }

  @Test
  void aTarSaysHowLongItIs() throws IOException {
    Answer answer = repo.get("archive?branch=main&format=tar").expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-tar");
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.bytes().length));
    assertThat(untar(answer.bytes())).isEqualTo(expected());
    assertThat(repo.get("archive?branch=main").bytes()).isEqualTo(answer.bytes());
    TestRepo empty = TestRepo.newOn(server);
    assertThat(empty.get("archive?branch=main").header("Content-Length")).isEqualTo("1024");
  }

  @Test
  void aCompressedTarIsTheSameTar() throws IOException {
    Answer answer = repo.get("archive?branch=main&format=tar.gz").expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/gzip");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
      assertThat(in.readAllBytes()).isEqualTo(repo.get("archive?branch=main").bytes());
    }
    assertThat(answer.bytes()).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    assertThat(repo.get("archive?branch=main&format=tar.gz").bytes()).isEqualTo(answer.bytes());
  }

  @Test
  void aZipKeepsNamesAndModes() throws IOException {
    Answer answer = repo.get("archive?branch=main&format=zip").expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
    assertThat(unzip(answer.bytes())).containsExactlyEntriesOf(expected());
    assertThat(unzip(repo.get("archive?branch=main&at=0&format=zip").bytes())).isEmpty();
  }

  /** Times in a zip are local: neither the hour nor the place may show. */
  @Test
  void aZipIsTheSameBytesEverywhere() throws IOException {
    byte[] zip = repo.get("archive?branch=main&format=zip").bytes();
    assertThat(repo.get("archive?branch=main&format=zip").bytes()).isEqualTo(zip);
    try (ZipFile file =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(zip)).get()) {
      ZipArchiveEntry entry = file.getEntries().nextElement();
      assertThat(entry.getTimeLocal()).hasToString("1980-01-01T00:00");
      assertThat(entry.getExtraFields()).isEmpty();
    }
  }

  @Test
  void anotherFormatIsRefused() {
    for (String format : new String[] {"rar", "TAR", "tgz", "tar.gz%20"}) {
      repo.get("archive?branch=main&format=" + format)
          .expectError(
              400, "BAD_REQUEST", "invalid 'format' parameter: must be tar, tar.gz or zip");
    }
  }

  @Test
  void aSignedUrlHasAllFormats() throws IOException {
    long expires = Instant.now().getEpochSecond() + 60;
    String signed =
        "archive?branch=main&at=1&expires=%d&sig=%s"
            .formatted(expires, Hmac.archiveSignature(KEY, repo.name(), "main", 1, expires));
    TestRepo stranger = repo.via(server.as("stranger@example.com"));
    assertThat(unzip(stranger.get(signed + "&format=zip").expect(200).bytes()))
        .isEqualTo(expected());
    assertThat(stranger.get(signed + "&format=tar").expect(200).bytes())
        .isEqualTo(repo.get("archive?branch=main").bytes());
    stranger.get(signed + "&format=x").expect(400);
  }

  @Test
  void theChecksumIsThatOfTheTar() throws IOException {
    byte[] tar = repo.get("archive?branch=main&at=1").expect(200).bytes();
    ArchiveChecksums checksums = server.bean(ArchiveChecksums.class);
    for (int i = 0; i < 2; i++) {
      assertThat(checksums.of(repo.name(), "main", 1)).contains(ContentHash.of(tar));
    }
    assertThat(checksums.of(repo.name(), "main", 0)).contains(ContentHash.of(new byte[1024]));
    assertThat(checksums.of(repo.name(), "nowhere", 1)).isEmpty();
    assertThat(checksums.of("no/repo", "main", 1)).isEmpty();
  }
}
