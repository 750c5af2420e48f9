package dev.docstore.server.blob;

import dev.docstore.common.name.ContentHash;
import java.util.Collection;
import java.util.Set;

/**
 * Who knows which blobs are still needed: {@code blob} asks, the feature that owns the documents
 * answers, and no arrow points upwards.
 */
public interface BlobReferences {
  /**
   * Those of the blobs that a document of any repo refers to, as committed when this is called.
   * Called within a transaction that has locked their rows.
   */
  Set<ContentHash> referenced(Collection<ContentHash> blobs);
}
