package dev.docstore.server.blob;

import dev.docstore.common.name.ContentHash;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where the bytes of large files lie, each under its SHA-256 (spec 01 §17), or under a random key
 * while that is not known. Safe for concurrent use, by several processes too: the same key always
 * means the same bytes. It keeps what it is given for ever; {@link Blobs} knows what is still
 * needed and is how bytes come in.
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

  /**
   * Opens the bytes from an offset on; past the end is an empty stream.
   *
   * @throws IOException as {@link #open(ContentHash)}
   */
  default InputStream open(ContentHash key, long from) throws IOException {
    InputStream content = open(key);
    try {
      content.skipNBytes(from);
    } catch (EOFException e) {
      // At the end already: nothing is left to read.
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
    return content;
  }

  /**
   * Gives bytes their name: those of the first key lie under the second from now on, and the first
   * is unknown. A second key that is there already stays as it is.
   *
   * @throws IOException when the first key is unknown or the store fails; the bytes may lie under
   *     both keys then
   */
  void move(ContentHash from, ContentHash to) throws IOException;

  /** Forgets the bytes; a key that is not there is a success. */
  void delete(ContentHash key) throws IOException;
}
