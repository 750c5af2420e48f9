package dev.docstore.server.vcs;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What branches changed since a sequence: the ground of diff, merge and rebase (spec 01 §7.2). */
@Component
class BranchChanges {
  private final JdbcClient jdbc;

  BranchChanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The latest change per path after that sequence, by path. */
  List<PathState> since(long repoId, long branchId, long sequence) {
    // `>=` says the same as `=` here, but hides from the planner the index of what is current: by
    // that one it would read the whole tree to find what changed.
    return jdbc.sql(
            """
            select f.path, f.version_id, f.content_hash, d.size, f.executable, d.content_type
            from file_commits f
            left join documents d on d.repo_id = f.repo_id and d.version_id = f.version_id
            where f.repo_id = ? and f.branch_id = ? and f.sequence > ?
              and f.superseded_at >= 9223372036854775807
            order by f.path
            """)
        .params(repoId, branchId, sequence)
        .query(PathState::of)
        .list();
  }

  /**
   * As {@link #since}, of those paths only; costs what they are, however much else changed. Each
   * path is one descent: the index by sequence would look cheap and be read once per path.
   */
  List<PathState> sinceOf(long repoId, long branchId, long sequence, Collection<String> paths) {
    if (paths.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select f.path, f.version_id, f.content_hash, d.size, f.executable, d.content_type
            from unnest(?::text[]) as p (path)
            cross join lateral (
              select * from file_commits
              where repo_id = ? and branch_id = ? and path = p.path
              order by sequence desc limit 1) f
            left join documents d on d.repo_id = f.repo_id and d.version_id = f.version_id
            where f.sequence > ? and f.superseded_at = 9223372036854775807
            order by f.path
            """)
        .params(paths.toArray(String[]::new), repoId, branchId, sequence)
        .query(PathState::of)
        .list();
  }

  /** What a branch said of those paths at a sequence; paths that it did not have are left out. */
  List<PathState> at(long repoId, long branchId, long sequence, Collection<String> paths) {
    if (paths.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select f.path, f.version_id, f.content_hash, d.size, f.executable, d.content_type
            from unnest(?::text[]) as p (path)
            cross join lateral (
              select * from file_commits
              where repo_id = ? and branch_id = ? and path = p.path and sequence <= ?
              order by sequence desc limit 1) f
            join documents d on d.repo_id = f.repo_id and d.version_id = f.version_id
            where f.superseded_at > ?
            """)
        .params(paths.toArray(String[]::new), repoId, branchId, sequence, sequence)
        .query(PathState::of)
        .list();
  }
}
