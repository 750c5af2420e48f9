package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
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

  /** A file, and the snapshot that it was found in. */
  record Found(Snapshot snapshot, Version version) {}

  /** The file as the branch had it; empty when it has none, deleted it, or is unknown itself. */
  Optional<Found> at(long repoId, Snapshots.Wanted wanted, FilePath path) {
    // One descent per branch: the latest row up to then, if it still counted then.
    return jdbc.sql(
            """
            with s as materialized (
            %s)
            select s.branch_id, s.main_id, s.at, s.main_at,
                   d.version_id, d.content_hash, d.size, d.content_type, d.content, f.executable
            from s
            cross join lateral (
              select own.version_id, own.executable, 0 as layer from (
                select version_id, executable, superseded_at as ends
                from file_commits
                where repo_id = :repo and branch_id = s.branch_id and path = :path
                  and sequence <= s.at
                order by sequence desc limit 1) own
              where own.ends > s.at
              union all
              select main.version_id, main.executable, 1 from (
                select version_id, executable, superseded_at as ends
                from file_commits
                where repo_id = :repo and branch_id = s.main_id and path = :path
                  and sequence <= s.main_at
                order by sequence desc limit 1) main
              where main.ends > s.main_at
              order by layer limit 1
            ) f
            join documents d on d.repo_id = :repo and d.version_id = f.version_id
            """
                .formatted(Snapshots.ONE))
        .param("repo", repoId)
        .param("branch", wanted.branch().value())
        .param("at", wanted.at())
        .param("path", path.value())
        .query(
            (row, _) ->
                new Found(
                    wanted.asAskedFor(Snapshots.snapshot(repoId, wanted.at(), row)),
                    versionAfter(4, row)))
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

  /** The bytes; see {@link #open(Version, long)}. */
  InputStream open(Version version) {
    return open(version, 0);
  }

  /**
   * The bytes from that one on; the caller closes the stream.
   *
   * @throws DocStoreException 500 when the blob store has lost them or does not answer
   */
  InputStream open(Version version, long from) {
    byte[] inline = version.inline();
    if (inline != null) {
      int start = Math.toIntExact(from);
      return new ByteArrayInputStream(inline, start, inline.length - start);
    }
    try {
      return from == 0 ? blobs.open(version.hash()) : blobs.open(version.hash(), from);
    } catch (IOException e) {
      throw new DocStoreException(ErrorCode.INTERNAL_ERROR, "query failed", e);
    }
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

  /** From the columns id, hash, size, content type, content, executable. */
  static Version version(ResultSet row, int number) throws SQLException {
    return versionAfter(0, row);
  }

  private static Version versionAfter(int columns, ResultSet row) throws SQLException {
    return new Version(
        row.getObject(columns + 1, UUID.class),
        ContentHash.ofDigest(row.getBytes(columns + 2)),
        row.getLong(columns + 3),
        row.getString(columns + 4),
        row.getBytes(columns + 5),
        row.getBoolean(columns + 6));
  }
}
