package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.blob.BlobReferences;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The documents of all repos, as far as their bytes lie in the blob store. */
@Component
class DocumentReferences implements BlobReferences {
  private final JdbcClient jdbc;

  DocumentReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<ContentHash> referenced(Collection<ContentHash> blobs) {
    return new HashSet<>(
        jdbc.sql(
                """
                select distinct content_hash from documents
                where content_hash = any(?::bytea[]) and content is null
                """)
            .param(blobs.stream().map(ContentHash::bytes).toArray(byte[][]::new))
            .query((row, _) -> ContentHash.ofDigest(row.getBytes(1)))
            .list());
  }
}
