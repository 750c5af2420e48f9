package dev.docstore.server.blob;

import dev.docstore.common.name.ContentHash;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where the bytes of large files lie, each under its SHA-256 (spec 01 §17). Safe for concurrent
 * use, by several processes too: the same key always means the same bytes.
 */
public interface BlobStore {
  /**
   * Stores bytes. Once this returns they survive a crash; a key that is there already is a success
   * and stays as it is.
   *
   * @throws IOException when they could not be stored; nothing is visible under the key then
   */
  void put(ContentHash key, InputStream content) throws IOException;

  /**
   * Opens the bytes; the caller closes the stream.
   *
   * @throws IOException when the key is unknown ({@link java.nio.file.NoSuchFileException}) or
   *     cannot be read
   */
  InputStream open(ContentHash key) throws IOException;

  /** Forgets the bytes; a key that is not there is a success. */
  void delete(ContentHash key) throws IOException;
}
