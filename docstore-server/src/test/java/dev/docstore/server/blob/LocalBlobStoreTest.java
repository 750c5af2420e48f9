package dev.docstore.server.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.settings.Settings;
import dev.docstore.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreTest extends BlobStoreContract {
  @TempDir Path folder;
  private BlobStore store;

  @BeforeEach
  void open() throws IOException {
    store =
        new LocalBlobStore(
            ServerSettings.read(
                Settings.of(
                    new String[0],
                    Map.of(
                        "DEV_IDENTITY", "a@b.c", "DOCSTORE_BLOB_LOCAL_DIR", blobs().toString()))));
  }

  private Path blobs() {
    return folder.resolve("made/on/demand");
  }

  @Override
  BlobStore store() {
    return store;
  }

  @Override
  Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(blobs())) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      return names.stream();
    }
  }

  @Test
  void aBlobIsAFileThatAllMayRead() throws IOException {
    put(BYTES);
    assertThat(blobs().resolve(KEY.hex())).hasBinaryContent(BYTES);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(blobs().resolve(KEY.hex()))))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void deletesWhatAProcessLeftBehindThatDiedADayAgo() throws IOException {
    Path old = Files.writeString(blobs().resolve(".upload-old"), "half");
    Path young = Files.writeString(blobs().resolve(".upload-young"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

    open();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }
}
