package dev.docstore.server.blob;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.ContentHash;
import dev.docstore.server.database.Pipeline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.springframework.stereotype.Component;

/**
 * Large contents and what is known about them (spec 01 §17, page 00 H7). An upload is registered
 * before its first byte is written, so that whatever is left of it when a process dies is found
 * again; a content that nothing refers to is deleted after 24 hours.
 *
 * <p>Who stores a content and then commits a document that refers to it calls, in this order,
 * {@link #store} outside of any transaction and {@link #claim} inside the one that adds the
 * document. Who deletes documents calls {@link #release} in the same transaction.
 */
@Component
public class Blobs {
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * How long an upload waits for a deletion of the same bytes, which takes one call of the store.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final BlobStore store;
  private final BlobTable table;

  Blobs(BlobStore store, BlobTable table) {
    this.store = store;
    this.table = table;
  }

  /**
   * Stores bytes whose hash is known. Returns when they are safe; bytes that are there already are
   * a success. The caller closes the stream.
   *
   * @throws IOException when the stream cannot be read
   * @throws DocStoreException 503 when the store is not available, or the same bytes are being
   *     deleted right now and that does not end
   */
  public void store(ContentHash hash, InputStream content) throws IOException {
    register(hash);
    try {
      store.put(hash, content);
    } catch (BlobStoreException e) {
      throw unavailable(e);
    }
    table.stored(hash);
  }

  /**
   * Stores a stream whose hash is known when it ends. Takes a bounded piece of memory, however long
   * the stream is. Fails as {@link #store(ContentHash, InputStream)}; what was written by then is
   * deleted by and by. The caller closes the stream.
   */
  public StoredBlob store(InputStream content) throws IOException {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    ContentHash temporary = ContentHash.ofDigest(random);
    register(temporary);
    MessageDigest digest = ContentHash.sha256();
    Counted counted = new Counted(new DigestInputStream(content, digest));
    ContentHash hash;
    try {
      store.put(temporary, counted);
      hash = ContentHash.ofDigest(digest.digest());
      register(hash);
      store.move(temporary, hash);
    } catch (BlobStoreException e) {
      throw unavailable(e);
    }
    table.stored(hash);
    table.forget(temporary);
    return new StoredBlob(hash, counted.bytes);
  }

  /** Opens stored bytes; fails as {@link BlobStore#open(ContentHash)}. */
  public InputStream open(ContentHash hash) throws IOException {
    return store.open(hash);
  }

  /** Opens stored bytes from an offset on; fails as {@link BlobStore#open(ContentHash, long)}. */
  public InputStream open(ContentHash hash, long from) throws IOException {
    return store.open(hash, from);
  }

  /**
   * Keeps stored contents: documents that refer to them are being added by the caller's
   * transaction. Running the pipeline throws {@link DocStoreException} 503 when one of them was
   * deleted since it was stored, more than 24 hours ago; it has to be sent again.
   */
  public void claim(Pipeline pipeline, Collection<ContentHash> hashes) {
    table.claim(pipeline, hashes);
  }

  /**
   * Lets go of contents: documents that refer to them are being deleted by the caller's
   * transaction. They may well be needed by others still.
   */
  public void release(Collection<ContentHash> hashes) {
    table.release(hashes);
  }

  private static DocStoreException unavailable(BlobStoreException e) {
    return new DocStoreException(
        ErrorCode.SERVICE_UNAVAILABLE,
        "large contents cannot be stored at the moment; try again",
        e);
  }

  private void register(ContentHash key) throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!table.register(key)) {
      if (Instant.now().isAfter(deadline)) {
        throw new DocStoreException(
            ErrorCode.SERVICE_UNAVAILABLE,
            "this content is being deleted at the moment; send it again in some minutes");
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while content was being deleted");
    }
  }

  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      bytes += Math.max(read, 0);
      return read;
    }
  }
}
