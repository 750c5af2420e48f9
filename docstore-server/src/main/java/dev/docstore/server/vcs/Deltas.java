package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what changed, path by path in pages. What a page shows depends on sequences only, so pages
 * read one after the other fit together whatever is committed meanwhile.
 */
@Component
class Deltas {
  /** Where pages come from. */
  interface Source {
    /** At most so many paths after that one, by the bytes of the path. */
    List<FileDelta> after(String path, int limit);
  }

  private final JdbcClient jdbc;

  Deltas(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A branch against main at the branch's base: what a merge would bring. */
  Source ofBranch(Snapshot snapshot) {
    long base = snapshot.isMain() ? 0 : snapshot.mainAt();
    return (after, limit) ->
        jdbc.sql(
                """
                with own as (
                  select * from (
                    (select path, version_id, executable
                     from file_commits
                     where repo_id = :repo and branch_id = :branch and path > :after
                       and superseded_at = 9223372036854775807 and sequence <= :at
                     order by path limit :limit)
                    union all
                    (select path, version_id, executable
                     from file_commits
                     where repo_id = :repo and branch_id = :branch and path > :after
                       and superseded_at < 9223372036854775807 and superseded_at > :at
                       and sequence <= :at
                     order by path limit :limit)
                  ) visible
                  order by path limit :limit
                )
                select own.path, m.version_id, md.size, m.executable,
                       own.version_id, d.size, own.executable
                from own
                left join lateral (
                  select version_id, executable, superseded_at from file_commits
                  where repo_id = :repo and branch_id = :main and path = own.path
                    and sequence <= :base
                  order by sequence desc limit 1) m on m.superseded_at > :base
                left join documents md on md.repo_id = :repo and md.version_id = m.version_id
                left join documents d on d.repo_id = :repo and d.version_id = own.version_id
                order by own.path
                """)
            .param("repo", snapshot.repoId())
            .param("branch", snapshot.branchId())
            .param("main", snapshot.mainId())
            .param("at", snapshot.at())
            .param("base", base)
            .param("after", after)
            .param("limit", limit)
            .query(FileDelta::of)
            .list();
  }

  private record Commit(long branchId, long mainId, long base) {}

  /**
   * A commit against the state before it, on the base that it was made on: for the first commit
   * after a rebase that is the new base.
   *
   * @throws DocStoreException 404 for an unknown commit
   */
  Source ofCommit(long repoId, long sequence) {
    Commit commit =
        jdbc.sql(
                """
                select c.branch_id, m.id, c.base_sequence
                from commits c join branches m on m.repo_id = c.repo_id and m.name = 'main'
                where c.repo_id = ? and c.sequence = ?
                """)
            .params(repoId, sequence)
            .query((row, _) -> new Commit(row.getLong(1), row.getLong(2), row.getLong(3)))
            .optional()
            .orElseThrow(() -> DocStoreException.notFound("commit not found"));
    return (after, limit) ->
        jdbc.sql(
                """
                with made as (
                  select path, version_id, executable from file_commits
                  where repo_id = :repo and branch_id = :branch and sequence = :sequence
                    and path > :after
                  order by path limit :limit
                )
                select made.path, b.version_id, bd.size, b.executable,
                       made.version_id, d.size, made.executable
                from made
                left join lateral (
                  select version_id, executable from (
                    select own.version_id, own.executable, 0 as layer from (
                      select f.version_id, f.executable, f.sequence from file_commits f
                      where f.repo_id = :repo and f.branch_id = :branch and f.path = made.path
                        and f.sequence < :sequence
                      order by f.sequence desc limit 1) own
                    join commits c on c.repo_id = :repo and c.sequence = own.sequence
                                  and c.base_sequence = :base
                    union all
                    select main.version_id, main.executable, 1 from (
                      select version_id, executable, superseded_at from file_commits
                      where repo_id = :repo and branch_id = :main and path = made.path
                        and sequence <= :base
                      order by sequence desc limit 1) main
                    where main.superseded_at > :base
                  ) layers order by layer limit 1) b on true
                left join documents bd on bd.repo_id = :repo and bd.version_id = b.version_id
                left join documents d on d.repo_id = :repo and d.version_id = made.version_id
                order by made.path
                """)
            .param("repo", repoId)
            .param("branch", commit.branchId())
            .param("main", commit.mainId())
            .param("base", commit.base())
            .param("sequence", sequence)
            .param("after", after)
            .param("limit", limit)
            .query(FileDelta::of)
            .list();
  }
}
