package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.blob.BlobStore;
import dev.docstore.server.vcs.Damage.BlobMismatch;
import dev.docstore.server.vcs.Damage.BlobMissing;
import dev.docstore.server.vcs.Damage.DocumentMismatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hashes the bytes of every document of a repo again: inline ones where they lie, blobs here. */
@Component
class ContentCheck {
  private static final int BUFFER = 1 << 16;

  private final JdbcClient jdbc;
  private final BlobStore blobs;

  ContentCheck(JdbcClient jdbc, BlobStore blobs) {
    this.jdbc = jdbc;
    this.blobs = blobs;
  }

  /** Within the transaction whose snapshot is verified. */
  void verify(long repoId, Findings findings) {
    inline(repoId, findings);
    jdbc.sql(
            """
            select version_id::text, content_hash, size from documents
            where repo_id = ? and content is null
            order by version_id
            """)
        .withFetchSize(ChainCheck.FETCH)
        .param(repoId)
        .query(
            row -> {
              blob(
                  row.getString(1),
                  ContentHash.ofDigest(row.getBytes(2)),
                  row.getLong(3),
                  findings);
            });
  }

  private void inline(long repoId, Findings findings) {
    jdbc.sql(
            """
            select version_id::text, encode(content_hash, 'hex'), encode(sha256(content), 'hex'),
                   size, length(content)
            from documents
            where repo_id = ? and content is not null
              and (sha256(content) <> content_hash or length(content) <> size)
            order by version_id
            """)
        .withFetchSize(ChainCheck.FETCH)
        .param(repoId)
        .query(
            row -> {
              findings.damage(
                  new DocumentMismatch(
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      row.getLong(4),
                      row.getLong(5)));
            });
  }

  private void blob(String version, ContentHash hash, long size, Findings findings) {
    MessageDigest digest = ContentHash.sha256();
    long read = 0;
    try (InputStream in = blobs.open(hash)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        read += n;
        findings.alive();
      }
    } catch (NoSuchFileException missing) {
      findings.damage(new BlobMissing(version, hash.hex()));
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ContentHash actual = ContentHash.ofDigest(digest.digest());
    if (!actual.equals(hash) || read != size) {
      findings.damage(new BlobMismatch(version, hash.hex(), actual.hex(), size, read));
    }
  }
}
