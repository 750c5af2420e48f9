package dev.docstore.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.name.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does (spec 01 §17); each test has a store of its own. */
abstract class BlobStoreContract {
  static final byte[] BYTES = "hello".getBytes(StandardCharsets.UTF_8);
  static final ContentHash KEY = ContentHash.of(BYTES);

  /** The store under test, empty at first. */
  abstract BlobStore store();

  /** The names of all that the store holds, behind its back. */
  abstract Stream<String> names() throws IOException;

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  final void put(byte[] bytes) throws IOException {
    store().put(ContentHash.of(bytes), new ByteArrayInputStream(bytes));
  }

  final byte[] read(ContentHash key, long from) throws IOException {
    try (InputStream content = store().open(key, from)) {
      return content.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, (2 << 20) - 1, 2 << 20, (2 << 20) + 1, (6 << 20) + 17})
  void returnsWhatItWasGiven(int length) throws IOException {
    byte[] bytes = random(length);
    put(bytes);

    assertThat(read(ContentHash.of(bytes), 0)).isEqualTo(bytes);
    try (InputStream content = store().open(ContentHash.of(bytes))) {
      assertThat(content.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(names()).containsExactly(ContentHash.of(bytes).hex());
  }

  @Test
  void storesTheSameBytesTwice() throws IOException {
    byte[] large = random(5 << 20);
    for (byte[] bytes : new byte[][] {BYTES, large, BYTES, large}) {
      put(bytes);
    }

    assertThat(read(KEY, 0)).isEqualTo(BYTES);
    assertThat(names()).containsExactlyInAnyOrder(KEY.hex(), ContentHash.of(large).hex());
  }

  @Test
  void manyMayStoreTheSameBytesAtOnce() throws Exception {
    byte[] bytes = random(3 << 20);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> upload =
          () -> {
            put(bytes);
            return true;
          };
      for (var done : threads.invokeAll(Collections.nCopies(8, upload))) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(read(ContentHash.of(bytes), 0)).isEqualTo(bytes);
    assertThat(names()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4, 5, 6, 1 << 20})
  void readsFromAnOffset(long from) throws IOException {
    put(BYTES);
    assertThat(read(KEY, from))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("hello".substring((int) Math.min(from, 5)));
  }

  @Test
  void readsTheEndOfALongContent() throws IOException {
    byte[] bytes = random(5 << 20);
    put(bytes);
    assertThat(read(ContentHash.of(bytes), (5 << 20) - 3))
        .containsExactly(bytes[(5 << 20) - 3], bytes[(5 << 20) - 2], bytes[(5 << 20) - 1]);
  }

  @Test
  void saysThatAKeyIsUnknown() {
    assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store().open(KEY, 3)).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 2 << 20, 5 << 20})
  void anUploadThatBreaksOffLeavesNothing(int length) throws IOException {
    InputStream gone = InputStream.nullInputStream();
    gone.close();
    InputStream broken = new SequenceInputStream(new ByteArrayInputStream(random(length)), gone);

    assertThatThrownBy(() -> store().put(KEY, broken)).hasMessage("Stream closed");

    assertThat(names()).isEmpty();
    assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void givesBytesTheirName() throws IOException {
    ContentHash temporary = ContentHash.of(new byte[] {1});
    store().put(temporary, new ByteArrayInputStream(BYTES));
    store().move(temporary, KEY);

    assertThat(names()).containsExactly(KEY.hex());
    assertThat(read(KEY, 0)).isEqualTo(BYTES);
  }

  @Test
  void givesBytesANameThatIsTaken() throws IOException {
    ContentHash temporary = ContentHash.of(new byte[] {1});
    put(BYTES);
    store().put(temporary, new ByteArrayInputStream(BYTES));
    store().move(temporary, KEY);

    assertThat(names()).containsExactly(KEY.hex());
  }

  @Test
  void doesNotMoveWhatIsNotThere() {
    assertThatThrownBy(() -> store().move(ContentHash.of(new byte[] {1}), KEY))
        .isInstanceOf(IOException.class);
  }

  @Test
  void forgetsAndForgetsAgain() throws IOException {
    put(BYTES);
    put(random(10));
    store().delete(KEY);
    store().delete(KEY);

    assertThat(names()).containsExactly(ContentHash.of(random(10)).hex());
  }
}
