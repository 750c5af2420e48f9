package dev.docstore.server.vcs;

import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a commit does to one path. */
sealed interface Change {
  FilePath path();

  /** The path as the commit's hash covers it. */
  CommitHash.File chained();

  /** The path is gone. */
  record Delete(FilePath path) implements Change {
    @Override
    public CommitHash.File chained() {
      return new CommitHash.File(path.value(), "", false);
    }
  }

  /** The path gets a version that the repo already has, in a merge or a replay. */
  record Reuse(FilePath path, UUID versionId, ContentHash hash, boolean executable)
      implements Change {
    @Override
    public CommitHash.File chained() {
      return new CommitHash.File(path.value(), hash.hex(), executable);
    }
  }

  /** The path gets new bytes, which may turn out to be a version that the repo has. */
  record Write(FilePath path, NewDocument document, boolean executable) implements Change {
    @Override
    public CommitHash.File chained() {
      return new CommitHash.File(path.value(), document.hash().hex(), executable);
    }
  }

  /**
   * Bytes for the documents table.
   *
   * @param inline the bytes, or null when they lie in the blob store
   * @param contentType null for none
   */
  record NewDocument(
      ContentHash hash, byte @Nullable [] inline, long size, @Nullable String contentType) {
    /** Whether the bytes lie in the blob store. */
    boolean isExternal() {
      return inline == null;
    }

    NewDocument withContentType(@Nullable String type) {
      return new NewDocument(hash, inline, size, type);
    }
  }
}
