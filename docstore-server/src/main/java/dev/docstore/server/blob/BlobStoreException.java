package dev.docstore.server.blob;

import java.io.IOException;

/** The store itself failed, rather than the stream that it was to read. */
final class BlobStoreException extends IOException {
  BlobStoreException(String message, Exception cause) {
    super(message, cause);
  }
}
