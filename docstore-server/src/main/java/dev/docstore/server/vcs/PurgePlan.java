package dev.docstore.server.vcs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a purge may delete, as one snapshot shows it. It is drawn up before the repo is locked,
 * since only all file changes of the repo tell which contents nothing else uses; what was committed
 * after the snapshot is looked at under the lock, and is little.
 *
 * @param sequence the repo's last at the time
 * @param branchIds branches that ended and were last active before the limit
 * @param versionIds documents that only these branches ever referred to
 */
record PurgePlan(long sequence, List<Long> branchIds, List<String> versionIds) {
  /** Draws up the plan; all of it within the caller's snapshot. */
  static PurgePlan of(JdbcClient jdbc, long repoId, Instant inactiveBefore) {
    long sequence =
        jdbc.sql("select last_sequence from repos where id = ?")
            .param(repoId)
            .query(Long.class)
            .optional()
            .orElse(0L);
    List<Long> branches = inactive(jdbc, repoId, inactiveBefore);
    return new PurgePlan(
        sequence, branches, branches.isEmpty() ? List.of() : own(jdbc, repoId, branches));
  }

  /** The activity of a branch is its head commit, on main where it has none of its own. */
  private static List<Long> inactive(JdbcClient jdbc, long repoId, Instant before) {
    return jdbc.sql(
            """
            select b.id
            from branches b
            left join commits c on c.repo_id = b.repo_id and c.sequence = b.head_sequence
            where b.repo_id = ? and b.status <> 'active' and b.name <> 'main'
              and coalesce(c.created_at, b.created_at) < ?
            """)
        .params(repoId, before.atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private static List<String> own(JdbcClient jdbc, long repoId, List<Long> branches) {
    Long[] ids = branches.toArray(Long[]::new);
    return jdbc.sql(
            """
            select distinct own.version_id::text
            from file_commits own
            where own.repo_id = ? and own.branch_id = any(?::bigint[]) and own.version_id is not null
              and not exists (
                select 1 from file_commits other
                where other.repo_id = ? and other.version_id = own.version_id
                  and other.branch_id <> all(?::bigint[]))
            """)
        .params(repoId, ids, repoId, ids)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
