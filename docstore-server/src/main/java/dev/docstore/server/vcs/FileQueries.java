package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What other features may read of files. */
@Component
public class FileQueries {
  private final Files files;

  FileQueries(Files files) {
    this.files = files;
  }

  /**
   * A file as a branch had it.
   *
   * @param at a sequence; beyond the branch's head means its head
   * @param maxBytes how much of it may be read into memory
   * @throws DocStoreException 413 for a longer one
   */
  public Optional<FileContent> at(
      long repoId, BranchName branch, long at, FilePath path, int maxBytes) {
    return files
        .at(repoId, new Snapshots.Wanted(branch, at, false), path)
        .map(found -> content(found.version(), path, maxBytes));
  }

  private FileContent content(Files.Version version, FilePath path, int maxBytes) {
    if (version.size() > maxBytes) {
      throw new DocStoreException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "%s has %d bytes; at most %d are read here"
              .formatted(path.value(), version.size(), maxBytes));
    }
    try (InputStream content = files.open(version)) {
      return new FileContent(
          path.value(),
          version.id().toString(),
          version.hash().hex(),
          content.readAllBytes(),
          version.contentType(),
          version.mode());
    } catch (IOException e) {
      throw new DocStoreException(ErrorCode.INTERNAL_ERROR, "query failed", e);
    }
  }
}
