package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.database.Pipeline;
import dev.docstore.server.vcs.Change.NewDocument;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Content versions: immutable, one per repo and hash. */
final class Documents {
  private Documents() {}

  /**
   * Adds those that the repo does not have. The map that is returned holds the version of every
   * hash once the pipeline has run.
   */
  static Map<ContentHash, UUID> store(
      Pipeline pipeline, long repoId, Collection<NewDocument> documents, String createdBy) {
    Map<ContentHash, NewDocument> byHash = new HashMap<>();
    documents.forEach(document -> byHash.putIfAbsent(document.hash(), document));
    if (byHash.isEmpty()) {
      return Map.of();
    }
    Collection<NewDocument> wanted = byHash.values();
    byte[][] hashes = wanted.stream().map(d -> d.hash().bytes()).toArray(byte[][]::new);
    Map<ContentHash, UUID> versions = new HashMap<>();
    // The second half sees the rows from before this statement, the first returns what it added.
    pipeline.query(
        row -> versions.put(ContentHash.ofDigest(row.getBytes(1)), row.getObject(2, UUID.class)),
        """
        with added as (
          insert into documents (repo_id, content_hash, content, size, content_type, created_by)
          select ?, d.hash, d.content, d.size, d.content_type, ?
          from unnest(?::bytea[], ?::bytea[], ?::bigint[], ?::text[])
            as d (hash, content, size, content_type)
          on conflict (repo_id, content_hash) do nothing
          returning content_hash, version_id
        )
        select content_hash, version_id from added
        union all
        select d.content_hash, d.version_id
        from unnest(?::bytea[]) as h (content_hash)
        cross join lateral (
          select content_hash, version_id from documents
          where repo_id = ? and content_hash = h.content_hash
          limit 1
        ) d
        """,
        repoId,
        createdBy,
        hashes,
        wanted.stream().map(NewDocument::inline).toArray(byte[][]::new),
        wanted.stream().map(NewDocument::size).toArray(Long[]::new),
        wanted.stream().map(NewDocument::contentType).toArray(String[]::new),
        hashes,
        repoId);
    return versions;
  }
}
