package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.jgit.diff.RawText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features may ask about versions of files. */
@Component
public class FileVersions {
  private final JdbcClient jdbc;
  private final Files files;

  FileVersions(JdbcClient jdbc, Files files) {
    this.jdbc = jdbc;
    this.files = files;
  }

  /** Whether the path has or had that version, on the branch or on main. */
  public boolean has(long repoId, long branchId, String path, UUID versionId) {
    return jdbc.sql(
            """
            select exists (
              select 1 from file_commits f
              where f.repo_id = :repo and f.path = :path and f.version_id = :version
                and f.branch_id in (
                  select id from branches
                  where repo_id = :repo and (id = :branch or name = 'main')))
            """)
        .param("repo", repoId)
        .param("branch", branchId)
        .param("path", path)
        .param("version", versionId)
        .query(Boolean.class)
        .single();
  }

  /**
   * How many lines a version has; empty when a diff would not show any, because it is binary, or
   * too large to be compared line by line.
   *
   * @throws DocStoreException 404 when there is no such version
   */
  public OptionalInt lines(long repoId, UUID versionId) {
    Files.Version version =
        files
            .version(repoId, versionId)
            .orElseThrow(() -> DocStoreException.notFound("version not found"));
    if (version.size() > Lines.MAX_BYTES) {
      return OptionalInt.empty();
    }
    try (InputStream in = files.open(version)) {
      byte[] content = in.readAllBytes();
      return Lines.areIn(content)
          ? OptionalInt.of(new RawText(content).size())
          : OptionalInt.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
