package dev.docstore.server.vcs;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.FileHistoryEntry;
import dev.docstore.server.blob.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads single files: their bytes at a sequence, and what happened to them. */
@Component
class Files {
  /**
   * A version of a file.
   *
   * @param inline null when the bytes lie in the blob store
   */
  record Version(
      UUID id,
      ContentHash hash,
      long size,
      @Nullable String contentType,
      byte @Nullable [] inline,
      boolean executable) {
    @Nullable String mode() {
      return executable ? "100755" : null;
    }
  }

  private final JdbcClient jdbc;
  private final BlobStore blobs;

  Files(JdbcClient jdbc, BlobStore blobs) {
    this.jdbc = jdbc;
    this.blobs = blobs;
  }

  /** The file as the snapshot has it; empty when it has none or deleted it. */
  Optional<Version> at(Snapshot snapshot, FilePath path) {
    // One descent per branch: the latest row up to then, if it still counted then.
    return jdbc.sql(
            """
            select d.version_id, d.content_hash, d.size, d.content_type, d.content, f.executable
            from (
              select own.version_id, own.executable, own.ends, 0 as layer from (
                select version_id, executable, superseded_at as ends
                from file_commits
                where repo_id = :repo and branch_id = :branch and path = :path and sequence <= :at
                order by sequence desc limit 1) own
              where own.ends > :at
              union all
              select main.version_id, main.executable, main.ends, 1 from (
                select version_id, executable, superseded_at as ends
                from file_commits
                where repo_id = :repo and branch_id = :main and path = :path and sequence <= :mainAt
                order by sequence desc limit 1) main
              where main.ends > :mainAt
              order by 4 limit 1
            ) f
            join documents d on d.repo_id = :repo and d.version_id = f.version_id
            """)
        .param("repo", snapshot.repoId())
        .param("branch", snapshot.branchId())
        .param("main", snapshot.mainId())
        .param("path", path.value())
        .param("at", snapshot.at())
        .param("mainAt", snapshot.mainAt())
        .query(Files::version)
        .optional();
  }

  /** A version by its id, whatever path has or had it. */
  Optional<Version> version(long repoId, UUID versionId) {
    return jdbc.sql(
            """
            select version_id, content_hash, size, content_type, content, false
            from documents where repo_id = ? and version_id = ?
            """)
        .params(repoId, versionId)
        .query(Files::version)
        .optional();
  }

  /** Versions by id, in one statement. */
  Map<UUID, Version> versions(long repoId, Collection<UUID> ids) {
    Map<UUID, Version> found = new HashMap<>();
    jdbc.sql(
            """
            select version_id, content_hash, size, content_type, content, false
            from documents where repo_id = ? and version_id = any(?::uuid[])
            """)
        .params(repoId, ids.stream().map(UUID::toString).toArray(String[]::new))
        .query(
            row -> {
              Version version = version(row, 0);
              found.put(version.id(), version);
            });
    return found;
  }

  /**
   * How many bytes {@link #versions} would bring of each; what lies in the blob store is left out.
   */
  Map<UUID, Long> inlineSizes(long repoId, Collection<UUID> ids) {
    Map<UUID, Long> sizes = new HashMap<>();
    jdbc.sql(
            """
            select version_id, size from documents
            where repo_id = ? and version_id = any(?::uuid[]) and content is not null
            """)
        .params(repoId, ids.stream().map(UUID::toString).toArray(String[]::new))
        .query(
            row -> {
              sizes.put(row.getObject(1, UUID.class), row.getLong(2));
            });
    return sizes;
  }

  /** The bytes; the caller closes the stream. */
  InputStream open(Version version) throws IOException {
    byte[] inline = version.inline();
    return inline == null ? blobs.open(version.hash()) : new ByteArrayInputStream(inline);
  }

  /** Changes of a path on the branch, and on main up to the branch's base; newest first. */
  List<FileHistoryEntry> history(
      long repoId, BranchName branch, FilePath path, long before, int limit) {
    return jdbc.sql(
            """
            select f.sequence, f.version_id::text, c.message, c.author, c.created_at
            from branches viewed
            join branches b on b.repo_id = viewed.repo_id
                           and (b.id = viewed.id or b.name = 'main')
            join file_commits f on f.repo_id = b.repo_id and f.branch_id = b.id and f.path = :path
                               and (b.id = viewed.id or f.sequence <= viewed.base_sequence)
            join commits c on c.repo_id = f.repo_id and c.sequence = f.sequence
            where viewed.repo_id = :repo and viewed.name = :branch and f.sequence < :before
            order by f.sequence desc
            limit :limit
            """)
        .param("repo", repoId)
        .param("branch", branch.value())
        .param("path", path.value())
        .param("before", before)
        .param("limit", limit)
        .query(
            (row, _) ->
                new FileHistoryEntry(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  private static Version version(ResultSet row, int number) throws SQLException {
    return new Version(
        row.getObject(1, UUID.class),
        ContentHash.ofDigest(row.getBytes(2)),
        row.getLong(3),
        row.getString(4),
        row.getBytes(5),
        row.getBoolean(6));
  }
}
