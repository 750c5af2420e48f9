package dev.docstore.server.ci;

import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Logs as objects of a bucket of Google Cloud Storage. None is longer than an upload may be. */
record BucketLogStore(Storage storage, String bucket) implements LogStore {
  private static final int NOT_FOUND = 404;

  @Override
  public String put(LogKey key, byte[] log) throws IOException {
    BlobInfo object =
        BlobInfo.newBuilder(id(key)).setContentType("text/plain; charset=utf-8").build();
    try {
      storage.create(object, log);
    } catch (StorageException e) {
      throw new IOException("log " + key.path() + " was not stored", e);
    }
    return "gs://" + bucket + "/" + key.path();
  }

  @Override
  public boolean holds(String url) {
    return url.startsWith("gs://" + bucket + "/");
  }

  @Override
  public Optional<InputStream> open(LogKey key) throws IOException {
    try {
      return Optional.of(new ByteArrayInputStream(storage.readAllBytes(id(key))));
    } catch (StorageException e) {
      if (e.getCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw new IOException("log " + key.path() + " cannot be read", e);
    }
  }

  private BlobId id(LogKey key) {
    return BlobId.of(bucket, key.path());
  }
}
