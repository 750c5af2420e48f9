package dev.docstore.server.vcs;

import dev.docstore.common.wire.TreeEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads trees. What a branch says at a sequence is what it says now and said by then, plus what
 * ended since: the cost is the tree plus what changed since, not the whole past.
 */
@Component
class Trees {
  private static final HexFormat HEX = HexFormat.of();

  // Whatever is known of the tables when a plan is made, the cost must not follow the history: what
  // ended is looked up by its end alone, and `sequence + 0` keeps the current rows from being
  // looked for among those of the past.
  private static final String OF_MAIN =
      """
      with ended as materialized (
        select path, version_id, content_hash, executable, sequence
        from file_commits
        where repo_id = :repo and branch_id = :main
          and superseded_at < 9223372036854775807 and superseded_at > :at
      )
      (select path, version_id, content_hash, executable
       from file_commits
       where repo_id = :repo and branch_id = :main and path > :after
         and superseded_at = 9223372036854775807 and version_id is not null
         and sequence + 0 <= :at
       order by path limit :limit)
      union all
      (select path, version_id, content_hash, executable
       from ended
       where path > :after and version_id is not null and sequence <= :at
       order by path limit :limit)
      """;

  private static final String OVERLAID =
      """
      with own_ended as materialized (
        select path, version_id, content_hash, executable, sequence
        from file_commits
        where repo_id = :repo and branch_id = :branch
          and superseded_at < 9223372036854775807 and superseded_at > :at
      ), own as materialized (
        select path, version_id, content_hash, executable
        from file_commits
        where repo_id = :repo and branch_id = :branch and path > :after
          and superseded_at = 9223372036854775807 and sequence + 0 <= :at
        union all
        select path, version_id, content_hash, executable
        from own_ended
        where path > :after and sequence <= :at
      ), main_ended as materialized (
        select path, version_id, content_hash, executable, sequence
        from file_commits
        where repo_id = :repo and branch_id = :main
          and superseded_at < 9223372036854775807 and superseded_at > :mainAt
      )
      select * from own where version_id is not null
      union all
      (select m.path, m.version_id, m.content_hash, m.executable
       from file_commits m
       where m.repo_id = :repo and m.branch_id = :main and m.path > :after
         and m.superseded_at = 9223372036854775807 and m.version_id is not null
         and m.sequence + 0 <= :mainAt
         and not exists (select 1 from own o where o.path = m.path)
       order by m.path limit :limit)
      union all
      (select m.path, m.version_id, m.content_hash, m.executable
       from main_ended m
       where m.path > :after and m.version_id is not null and m.sequence <= :mainAt
         and not exists (select 1 from own o where o.path = m.path)
       order by m.path limit :limit)
      """;

  private final JdbcClient jdbc;

  Trees(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Entries after that path, by the bytes of the path; at most so many. */
  List<TreeEntry> page(Snapshot snapshot, String after, int limit) {
    return jdbc.sql(
            "select path, version_id::text, content_hash, executable from ("
                + visible(snapshot)
                + ") tree order by path limit :limit")
        .params(parameters(snapshot))
        .param("after", after)
        .param("limit", limit)
        .query(Trees::entry)
        .list();
  }

  /**
   * A query of everything the snapshot shows after the parameter {@code after}, with columns {@code
   * path, version_id, content_hash, executable} and in no order; it needs the parameters of {@link
   * #parameters}. With the parameter {@code limit} it returns the first so many, and possibly some
   * beyond them; null returns all.
   */
  static String visible(Snapshot snapshot) {
    return snapshot.isMain() ? OF_MAIN : OVERLAID;
  }

  static Map<String, Object> parameters(Snapshot snapshot) {
    return Map.of(
        "repo",
        snapshot.repoId(),
        "branch",
        snapshot.branchId(),
        "main",
        snapshot.mainId(),
        "at",
        snapshot.at(),
        "mainAt",
        snapshot.mainAt());
  }

  private static TreeEntry entry(ResultSet row, int number) throws SQLException {
    return new TreeEntry(
        row.getString(1),
        row.getString(2),
        HEX.formatHex(row.getBytes(3)),
        row.getBoolean(4) ? "100755" : null);
  }
}
