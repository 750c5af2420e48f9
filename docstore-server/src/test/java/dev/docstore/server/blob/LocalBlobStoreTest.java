package dev.docstore.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.settings.Settings;
import dev.docstore.server.settings.ServerSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spec 01 §17. */
class LocalBlobStoreTest {
  private static final byte[] BYTES = "hello".getBytes(StandardCharsets.UTF_8);
  private static final ContentHash KEY = ContentHash.of(BYTES);

  @TempDir Path folder;
  private BlobStore store;

  @BeforeEach
  void store() throws IOException {
    store =
        new LocalBlobStore(
            ServerSettings.read(
                Settings.of(
                    new String[0],
                    Map.of(
                        "DEV_IDENTITY",
                        "a@b.c",
                        "DOCSTORE_BLOB_LOCAL_DIR",
                        folder.resolve("made/on/demand").toString()))));
  }

  private Path file() {
    return folder.resolve("made/on/demand").resolve(KEY.hex());
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.count();
    }
  }

  @Test
  void keepsBytesUnderTheirHash() throws IOException {
    store.put(KEY, new ByteArrayInputStream(BYTES));
    store.put(KEY, new ByteArrayInputStream(BYTES));
    assertThat(file()).hasBinaryContent(BYTES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r--r--");
    try (InputStream content = store.open(KEY)) {
      assertThat(content.readAllBytes()).isEqualTo(BYTES);
    }
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws IOException {
    InputStream gone = InputStream.nullInputStream();
    gone.close();
    InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[10_000]), gone);
    assertThatThrownBy(() -> store.put(KEY, broken)).hasMessage("Stream closed");
    assertThat(files()).isZero();
    assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void forgetsAndForgetsAgain() throws IOException {
    store.put(KEY, new ByteArrayInputStream(BYTES));
    store.delete(KEY);
    store.delete(KEY);
    assertThat(file()).doesNotExist();
  }
}
