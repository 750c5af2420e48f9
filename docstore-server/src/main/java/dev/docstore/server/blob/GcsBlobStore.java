package dev.docstore.server.blob;

import com.google.cloud.ReadChannel;
import com.google.cloud.WriteChannel;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.Storage.CopyRequest;
import com.google.cloud.storage.StorageException;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Blobs as objects of a bucket of Google Cloud Storage, over HTTP and JSON. An object appears whole
 * or not at all: a large one is uploaded in a session of pieces, and a session that is never
 * completed leaves nothing.
 *
 * <p>Every call may be repeated without harm, since a key always means the same bytes: so the
 * client repeats whatever fails for a passing reason.
 */
final class GcsBlobStore implements BlobStore {
  /** What an upload holds in memory: one piece of its session. */
  static final int PIECE = 2 << 20;

  /** Bounds the memory of all uploads together to 64 MiB; further ones wait. */
  private static final int UPLOADS = 32;

  private static final int READ_BUFFER = 64 << 10;
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Storage storage;
  private final String bucket;
  private final Semaphore uploads = new Semaphore(UPLOADS);

  private GcsBlobStore(Storage storage, String bucket) {
    this.storage = storage;
    this.bucket = bucket;
  }

  /**
   * Opens the bucket.
   *
   * @throws BadSettingException when it cannot be used
   */
  static GcsBlobStore open(String bucket, Optional<URI> emulator) {
    return new GcsBlobStore(Buckets.open("DOCSTORE_BLOB_BUCKET", bucket, emulator), bucket);
  }

  @Override
  public void put(ContentHash key, InputStream content) throws IOException {
    uploads.acquireUninterruptibly();
    try {
      upload(BlobInfo.newBuilder(id(key)).build(), content);
    } catch (StorageException e) {
      if (e.getCode() != PRECONDITION_FAILED) {
        throw new BlobStoreException("blob " + key + " was not stored", e);
      }
      // It is there already, or this upload's own answer was lost on the way.
    } finally {
      uploads.release();
    }
  }

  private void upload(BlobInfo blob, InputStream content) throws IOException {
    byte[] piece = content.readNBytes(PIECE);
    if (piece.length < PIECE) {
      storage.create(blob, piece, BlobTargetOption.doesNotExist());
      return;
    }
    WriteChannel session = storage.writer(blob, BlobWriteOption.doesNotExist());
    session.setChunkSize(PIECE);
    while (piece.length > 0) {
      write(session, piece);
      piece = content.readNBytes(PIECE);
    }
    // Closing completes the object, so it is not for `finally`: half a content must stay unseen.
    try {
      session.close();
    } catch (IOException e) {
      throw unwrapped(e);
    }
  }

  private static void write(WriteChannel session, byte[] piece) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(piece);
    try {
      while (rest.hasRemaining()) {
        session.write(rest);
      }
    } catch (IOException e) {
      throw unwrapped(e);
    }
  }

  /** The channels wrap what the client throws everywhere else. */
  private static StorageException unwrapped(IOException e) {
    return e.getCause() instanceof StorageException cause ? cause : new StorageException(e);
  }

  @Override
  public InputStream open(ContentHash key) throws IOException {
    return open(key, 0);
  }

  @Override
  public InputStream open(ContentHash key, long from) throws IOException {
    ReadChannel channel =
        storage.reader(id(key), BlobSourceOption.shouldReturnRawInputStream(true));
    channel.setChunkSize(0);
    channel.seek(from);
    InputStream content = new BufferedInputStream(Channels.newInputStream(channel), READ_BUFFER);
    try {
      // The channel asks for nothing before it is read: find out now whether the key is known.
      content.mark(1);
      if (content.read() < 0) {
        content.close();
        return InputStream.nullInputStream();
      }
      content.reset();
      return content;
    } catch (IOException e) {
      content.close();
      StorageException cause = unwrapped(e);
      return switch (cause.getCode()) {
        case RANGE_NOT_SATISFIABLE -> InputStream.nullInputStream();
        case NOT_FOUND -> throw new NoSuchFileException(bucket + "/" + key);
        default -> throw new BlobStoreException("blob " + key + " cannot be read", cause);
      };
    }
  }

  @Override
  public void move(ContentHash from, ContentHash to) throws IOException {
    try {
      storage.copy(CopyRequest.of(id(from), id(to))).getResult();
      storage.delete(id(from));
    } catch (StorageException e) {
      throw new BlobStoreException("blob " + from + " was not moved to " + to, e);
    }
  }

  @Override
  public void delete(ContentHash key) throws IOException {
    try {
      storage.delete(id(key));
    } catch (StorageException e) {
      throw new BlobStoreException("blob " + key + " was not deleted", e);
    }
  }

  private BlobId id(ContentHash key) {
    return BlobId.of(bucket, key.hex());
  }
}
