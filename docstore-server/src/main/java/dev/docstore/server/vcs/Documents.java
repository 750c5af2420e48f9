package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.database.Pipeline;
import dev.docstore.server.vcs.Change.NewDocument;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Content versions: immutable, one per repo and hash. */
final class Documents {
  private Documents() {}

  /** Adds those that the repo does not have. */
  static void add(
      Pipeline pipeline, long repoId, Collection<NewDocument> documents, String createdBy) {
    Map<ContentHash, NewDocument> byHash = new HashMap<>();
    documents.forEach(document -> byHash.putIfAbsent(document.hash(), document));
    if (byHash.isEmpty()) {
      return;
    }
    Collection<NewDocument> wanted = byHash.values();
    pipeline.add(
        """
        insert into documents (repo_id, content_hash, content, size, content_type, created_by)
        select ?, d.hash, d.content, d.size, d.content_type, ?
        from unnest(?::bytea[], ?::bytea[], ?::bigint[], ?::text[])
          as d (hash, content, size, content_type)
        on conflict (repo_id, content_hash) do nothing
        """,
        repoId,
        createdBy,
        wanted.stream().map(d -> d.hash().bytes()).toArray(byte[][]::new),
        wanted.stream().map(NewDocument::inline).toArray(byte[][]::new),
        wanted.stream().map(NewDocument::size).toArray(Long[]::new),
        wanted.stream().map(NewDocument::contentType).toArray(String[]::new));
  }
}
