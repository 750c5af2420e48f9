package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds files on main's head by where they lie, without a walk over the tree: what other features
 * keep in the repo as files. Each method costs what it finds.
 */
@Component
public class MainFiles {
  /**
   * Files of one moment.
   *
   * @param head main's head then
   * @param files by the bytes of the path
   */
  public record Found(long head, List<MainFile> files) {}

  private final JdbcClient jdbc;
  private final BlobStore blobs;

  MainFiles(JdbcClient jdbc, BlobStore blobs) {
    this.jdbc = jdbc;
    this.blobs = blobs;
  }

  /**
   * The files in a folder and below.
   *
   * @param folder ends in a slash
   * @return head -1 for a repo that does not exist
   */
  public Found under(long repoId, String folder) {
    return found(
        jdbc.sql(
                """
                select m.head_sequence, f.path, f.content_hash
                from branches m
                left join lateral (
                  select path, content_hash from file_commits
                  where repo_id = m.repo_id and branch_id = m.id
                    and superseded_at = 9223372036854775807 and version_id is not null
                    and path > :folder and path < :end) f on true
                where m.repo_id = :repo and m.name = 'main'
                order by f.path
                """)
            .param("repo", repoId)
            .param("folder", folder)
            .param("end", folder.substring(0, folder.length() - 1) + (char) ('/' + 1)));
  }

  /** The files called {@code OWNERS}, in whatever folder. */
  public Found owners(long repoId) {
    return found(
        jdbc.sql(
                """
                select m.head_sequence, f.path, f.content_hash
                from branches m
                left join lateral (
                  select path, content_hash from file_commits
                  where repo_id = m.repo_id and branch_id = m.id
                    and superseded_at = 9223372036854775807 and version_id is not null
                    and (path = 'OWNERS' or path like '%/OWNERS')) f on true
                where m.repo_id = :repo and m.name = 'main'
                order by f.path
                """)
            .param("repo", repoId));
  }

  private static Found found(JdbcClient.StatementSpec statement) {
    List<MainFile> files = new ArrayList<>();
    long[] head = {-1};
    statement.query(
        row -> {
          head[0] = row.getLong(1);
          if (row.getString(2) != null) {
            files.add(file(row));
          }
        });
    return new Found(head[0], files);
  }

  private static MainFile file(ResultSet row) throws SQLException {
    return new MainFile(row.getString(2), ContentHash.ofDigest(row.getBytes(3)), null);
  }

  /**
   * The bytes of files, by their hash; those of a change may not be in the database yet.
   *
   * @param most bytes of a file; longer ones are left out
   */
  public Map<ContentHash, byte[]> read(long repoId, Collection<MainFile> files, int most) {
    Map<ContentHash, Optional<byte[]>> bytes = new HashMap<>();
    for (MainFile file : files) {
      byte[] inline = file.inline();
      if (inline != null) {
        bytes.put(file.hash(), Optional.of(inline).filter(b -> b.length <= most));
      }
    }
    readRows(repoId, files, most, bytes);
    files.forEach(file -> bytes.computeIfAbsent(file.hash(), hash -> fromBlobs(hash, most)));
    Map<ContentHash, byte[]> found = new HashMap<>();
    bytes.forEach((hash, content) -> content.ifPresent(b -> found.put(hash, b)));
    return found;
  }

  private void readRows(
      long repoId, Collection<MainFile> files, int most, Map<ContentHash, Optional<byte[]>> bytes) {
    byte[][] wanted =
        files.stream()
            .map(MainFile::hash)
            .filter(hash -> !bytes.containsKey(hash))
            .distinct()
            .map(ContentHash::bytes)
            .toArray(byte[][]::new);
    if (wanted.length == 0) {
      return;
    }
    jdbc.sql(
            """
            select content_hash, case when size <= ? then content end from documents
            where repo_id = ? and content_hash = any(?::bytea[])
              and (content is not null or size > ?)
            """)
        .params(most, repoId, wanted, most)
        .query(
            row -> {
              bytes.put(
                  ContentHash.ofDigest(row.getBytes(1)), Optional.ofNullable(row.getBytes(2)));
            });
  }

  private Optional<byte[]> fromBlobs(ContentHash hash, int most) {
    try (InputStream in = blobs.open(hash)) {
      return Optional.of(in.readNBytes(most + 1)).filter(b -> b.length <= most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
