package dev.docstore.server.vcs;

import dev.docstore.common.wire.TreeEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads trees. What a branch says at a sequence is what it says now and said by then, plus what
 * ended since: the cost is the tree plus what changed since, not the whole past.
 */
@Component
class Trees {
  private static final HexFormat HEX = HexFormat.of();

  private final JdbcClient jdbc;

  Trees(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Entries after that path, by the bytes of the path; at most so many. */
  List<TreeEntry> page(Snapshot snapshot, String after, int limit) {
    return snapshot.isMain() ? ofMain(snapshot, after, limit) : overlaid(snapshot, after, limit);
  }

  private List<TreeEntry> ofMain(Snapshot snapshot, String after, int limit) {
    return jdbc.sql(
            """
            select path, version_id::text, content_hash, executable from (
              (select path, version_id, content_hash, executable
               from file_commits
               where repo_id = :repo and branch_id = :main and path > :after
                 and superseded_at = 9223372036854775807 and version_id is not null
                 and sequence <= :at
               order by path limit :limit)
              union all
              (select path, version_id, content_hash, executable
               from file_commits
               where repo_id = :repo and branch_id = :main and path > :after
                 and superseded_at < 9223372036854775807 and superseded_at > :at
                 and version_id is not null and sequence <= :at
               order by path limit :limit)
            ) visible
            order by path
            limit :limit
            """)
        .param("repo", snapshot.repoId())
        .param("main", snapshot.mainId())
        .param("at", snapshot.at())
        .param("after", after)
        .param("limit", limit)
        .query(Trees::entry)
        .list();
  }

  private List<TreeEntry> overlaid(Snapshot snapshot, String after, int limit) {
    return jdbc.sql(
            """
            with own as materialized (
              select path, version_id, content_hash, executable
              from file_commits
              where repo_id = :repo and branch_id = :branch and path > :after
                and superseded_at = 9223372036854775807 and sequence <= :at
              union all
              select path, version_id, content_hash, executable
              from file_commits
              where repo_id = :repo and branch_id = :branch and path > :after
                and superseded_at < 9223372036854775807 and superseded_at > :at
                and sequence <= :at
            )
            select path, version_id::text, content_hash, executable from (
              select * from own where version_id is not null
              union all
              (select m.path, m.version_id, m.content_hash, m.executable
               from file_commits m
               where m.repo_id = :repo and m.branch_id = :main and m.path > :after
                 and m.superseded_at = 9223372036854775807 and m.version_id is not null
                 and m.sequence <= :mainAt
                 and not exists (select 1 from own o where o.path = m.path)
               order by m.path limit :limit)
              union all
              (select m.path, m.version_id, m.content_hash, m.executable
               from file_commits m
               where m.repo_id = :repo and m.branch_id = :main and m.path > :after
                 and m.superseded_at < 9223372036854775807 and m.superseded_at > :mainAt
                 and m.version_id is not null and m.sequence <= :mainAt
                 and not exists (select 1 from own o where o.path = m.path)
               order by m.path limit :limit)
            ) visible
            order by path
            limit :limit
            """)
        .param("repo", snapshot.repoId())
        .param("branch", snapshot.branchId())
        .param("main", snapshot.mainId())
        .param("at", snapshot.at())
        .param("mainAt", snapshot.mainAt())
        .param("after", after)
        .param("limit", limit)
        .query(Trees::entry)
        .list();
  }

  private static TreeEntry entry(ResultSet row, int number) throws SQLException {
    return new TreeEntry(
        row.getString(1),
        row.getString(2),
        HEX.formatHex(row.getBytes(3)),
        row.getBoolean(4) ? "100755" : null);
  }
}
