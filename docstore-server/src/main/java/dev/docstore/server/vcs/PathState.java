package dev.docstore.server.vcs;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a branch says of one path.
 *
 * @param versionId null when the path is deleted or was never there
 * @param size bytes of the version, 0 where there is none
 * @param contentType of the version, null for none
 */
record PathState(
    String path,
    @Nullable UUID versionId,
    @Nullable ContentHash hash,
    long size,
    boolean executable,
    @Nullable String contentType) {
  static PathState absent(String path) {
    return new PathState(path, null, null, 0, false, null);
  }

  /** Reads path, version, hash, size, executable and content type, in that order. */
  static PathState of(ResultSet row, int number) throws SQLException {
    byte[] hash = row.getBytes(3);
    return new PathState(
        row.getString(1),
        row.getObject(2, UUID.class),
        hash == null ? null : ContentHash.ofDigest(hash),
        row.getLong(4),
        row.getBoolean(5),
        row.getString(6));
  }

  boolean isAbsent() {
    return versionId == null;
  }

  /** Whether both are the same: the same bytes and mode, or nothing at all. */
  boolean sameAs(PathState other) {
    return sameContent(other) && executable == other.executable;
  }

  boolean sameContent(PathState other) {
    return Objects.equals(versionId, other.versionId);
  }

  PathState withMode(boolean mode) {
    return new PathState(path, versionId, hash, size, mode, contentType);
  }

  String versionText() {
    return versionId == null ? "" : versionId.toString();
  }

  Change asChange() {
    return versionId == null || hash == null
        ? new Change.Delete(new FilePath(path))
        : new Change.Reuse(new FilePath(path), versionId, hash, executable);
  }

  /** As the contract's diff tells binaries: by a stored content type that is not text. */
  boolean binary() {
    return contentType != null && !contentType.startsWith("text/");
  }
}
