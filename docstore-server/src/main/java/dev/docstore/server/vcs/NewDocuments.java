package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.ContentHash;
import dev.docstore.server.blob.Blobs;
import dev.docstore.server.blob.StoredBlob;
import dev.docstore.server.settings.ServerSettings;
import dev.docstore.server.vcs.Change.NewDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/**
 * Makes documents of bytes, without a content type (spec 01 §17): hashes them, and uploads what is
 * too large for a row. To be done before the transaction that stores them.
 */
@Component
class NewDocuments {
  /** Longest content that is ever held in memory, whatever the threshold. */
  static final int MAX_INLINE = 64 << 20;

  private final Blobs blobs;
  private final long threshold;

  NewDocuments(Blobs blobs, ServerSettings settings) {
    this.blobs = blobs;
    long bytes = settings.blobs().thresholdBytes();
    this.threshold = bytes > 0 ? bytes : Long.MAX_VALUE;
  }

  /** Of bytes that are in memory anyway. */
  NewDocument of(byte[] content) {
    ContentHash hash = ContentHash.of(content);
    if (content.length <= threshold) {
      return new NewDocument(hash, content, content.length, null);
    }
    try {
      blobs.store(hash, new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NewDocument(hash, null, content.length, null);
  }

  /**
   * Of what the stream still has; a large content flows into the blob store while it is hashed, and
   * no more than the threshold is held.
   *
   * @throws DocStoreException 413 when the threshold keeps a content in the database that is too
   *     large for it
   */
  NewDocument of(InputStream content) throws IOException {
    int most = (int) Math.min(threshold, MAX_INLINE);
    byte[] head = content.readNBytes(most + 1);
    if (head.length <= most) {
      return new NewDocument(ContentHash.of(head), head, head.length, null);
    }
    if (most < threshold) {
      throw new DocStoreException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "a file is longer than the " + MAX_INLINE + " bytes that the database takes");
    }
    StoredBlob stored =
        blobs.store(new SequenceInputStream(new ByteArrayInputStream(head), content));
    return new NewDocument(stored.hash(), null, stored.size(), null);
  }
}
