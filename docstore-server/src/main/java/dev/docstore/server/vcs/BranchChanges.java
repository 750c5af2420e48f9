package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.Conflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What branches changed since a sequence: the ground of diff, merge and rebase (spec 01 §7.2). */
@Component
class BranchChanges {
  /**
   * The latest change of one path.
   *
   * @param versionId null for a deletion
   * @param contentType of the version, null for none
   */
  record Latest(
      String path,
      @Nullable UUID versionId,
      @Nullable ContentHash hash,
      boolean executable,
      @Nullable String contentType) {
    /** Whether both sides end the same: the same bytes and mode, or gone on both. */
    boolean sameAs(Latest other) {
      return Objects.equals(versionId, other.versionId) && executable == other.executable;
    }

    String versionText() {
      return versionId == null ? "" : versionId.toString();
    }

    Change asChange() {
      return versionId == null || hash == null
          ? new Change.Delete(new FilePath(path))
          : new Change.Reuse(new FilePath(path), versionId, hash, executable);
    }

    /** As the contract tells binaries: by a stored content type that is not text. */
    boolean binary() {
      return contentType != null && !contentType.startsWith("text/");
    }
  }

  private final JdbcClient jdbc;

  BranchChanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The latest change per path after that sequence, by path. */
  List<Latest> since(long repoId, long branchId, long sequence) {
    return jdbc.sql(
            """
            select f.path, f.version_id, f.content_hash, f.executable, d.content_type
            from file_commits f
            left join documents d on d.repo_id = f.repo_id and d.version_id = f.version_id
            where f.repo_id = ? and f.branch_id = ? and f.sequence > ?
              and f.superseded_at = 9223372036854775807
            order by f.path
            """)
        .params(repoId, branchId, sequence)
        .query(BranchChanges::latest)
        .list();
  }

  /**
   * Compares a branch's changes with what main changed since the branch's base.
   *
   * @throws DocStoreException 409 with the paths that both changed differently
   */
  void refuseConflicts(long repoId, long mainId, long base, List<Latest> ours) {
    List<Conflict> conflicts = conflicts(repoId, mainId, base, ours, since(repoId, mainId, base));
    if (!conflicts.isEmpty()) {
      throw DocStoreException.conflicts(conflicts);
    }
  }

  /** The paths that both sides changed to something different, by path. */
  List<Conflict> conflicts(
      long repoId, long mainId, long base, List<Latest> ours, List<Latest> theirs) {
    Map<String, Latest> main = new TreeMap<>();
    theirs.forEach(change -> main.put(change.path(), change));
    List<Latest> clashing = new ArrayList<>();
    for (Latest change : ours) {
      Latest other = main.get(change.path());
      if (other != null && !change.sameAs(other)) {
        clashing.add(change);
      }
    }
    if (clashing.isEmpty()) {
      return List.of();
    }
    Map<String, String> bases = versionsAt(repoId, mainId, base, clashing);
    return clashing.stream()
        .map(
            change -> {
              Latest other = Objects.requireNonNull(main.get(change.path()));
              String baseVersion = bases.getOrDefault(change.path(), "");
              return new Conflict(
                  change.path(),
                  other.versionText(),
                  change.versionText(),
                  baseVersion,
                  kind(baseVersion, change, other));
            })
        .toList();
  }

  private static String kind(String baseVersion, Latest ours, Latest theirs) {
    if (ours.versionId() == null || theirs.versionId() == null) {
      return "modify_delete";
    }
    if (ours.binary() || theirs.binary()) {
      return "binary";
    }
    return baseVersion.isEmpty() ? "add_add" : "content";
  }

  private Map<String, String> versionsAt(
      long repoId, long branchId, long at, List<Latest> changes) {
    Map<String, String> versions = new TreeMap<>();
    jdbc.sql(
            """
            select path, version_id::text from file_commits
            where repo_id = ? and branch_id = ? and path = any(?::text[])
              and sequence <= ? and superseded_at > ? and version_id is not null
            """)
        .params(repoId, branchId, changes.stream().map(Latest::path).toArray(String[]::new), at, at)
        .query(
            row -> {
              versions.put(row.getString(1), row.getString(2));
            });
    return versions;
  }

  private static Latest latest(ResultSet row, int number) throws SQLException {
    byte[] hash = row.getBytes(3);
    return new Latest(
        row.getString(1),
        row.getObject(2, UUID.class),
        hash == null ? null : ContentHash.ofDigest(hash),
        row.getBoolean(4),
        row.getString(5));
  }
}
