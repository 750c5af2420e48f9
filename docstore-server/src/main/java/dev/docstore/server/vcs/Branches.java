package dev.docstore.server.vcs;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.server.database.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of branches. Whoever changes one holds its repo's lock. */
@Component
class Branches {
  private static final String BY_NAME =
      """
      select id, name, head_sequence, base_sequence, head_hash, status::text,
             draft, auto_merge, protected, created_by, auto_merge_by
      from branches
      where repo_id = ? and name = any(?::text[])
      """;

  private final JdbcClient jdbc;

  Branches(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<BranchState> find(long repoId, BranchName name) {
    return find(repoId, List.of(name)).stream().findFirst();
  }

  /** Those of the names that exist. */
  List<BranchState> find(long repoId, Collection<BranchName> names) {
    return jdbc.sql(BY_NAME).params(repoId, texts(names)).query(Branches::branch).list();
  }

  /** As {@link #find(long, Collection)}, with statements that go to the database together. */
  static void find(
      Pipeline pipeline, long repoId, Collection<BranchName> names, List<BranchState> found) {
    pipeline.query(row -> found.add(branch(row, 0)), BY_NAME, repoId, texts(names));
  }

  private static String[] texts(Collection<BranchName> names) {
    return names.stream().map(BranchName::value).toArray(String[]::new);
  }

  /** By name, from after that name on; null filters nothing. */
  List<BranchState> list(
      long repoId, @Nullable String status, @Nullable Boolean draft, String after, int limit) {
    return jdbc.sql(
            """
            select id, name, head_sequence, base_sequence, head_hash, status::text,
                   draft, auto_merge, protected, created_by, auto_merge_by
            from branches
            where repo_id = :repo and name > :after
              and (:status::text is null or status = :status::branch_status)
              and (:draft::boolean is null or draft = :draft)
            order by name
            limit :limit
            """)
        .param("repo", repoId)
        .param("after", after)
        .param("status", status)
        .param("draft", draft)
        .param("limit", limit)
        .query(Branches::branch)
        .list();
  }

  /** Adds a branch at main's head; false when the name is taken, by an ended branch too. */
  boolean insert(long repoId, BranchName name, long forkPoint, boolean draft, String createdBy) {
    return jdbc.sql(
                """
                insert into branches (repo_id, name, head_sequence, base_sequence, draft, created_by)
                values (?, ?, ?, ?, ?, ?)
                on conflict (repo_id, name) do nothing
                """)
            .params(repoId, name.value(), forkPoint, forkPoint, draft, createdBy)
            .update()
        == 1;
  }

  void end(long repoId, long branchId, BranchState.Status status) {
    jdbc.sql("update branches set status = ?::branch_status where repo_id = ? and id = ?")
        .params(status.name().toLowerCase(Locale.ROOT), repoId, branchId)
        .update();
  }

  void setDraft(long repoId, long branchId, boolean draft) {
    jdbc.sql("update branches set draft = ? where repo_id = ? and id = ?")
        .params(draft, repoId, branchId)
        .update();
  }

  void setProtected(long repoId, long branchId, boolean isProtected) {
    jdbc.sql("update branches set protected = ? where repo_id = ? and id = ?")
        .params(isProtected, repoId, branchId)
        .update();
  }

  /** Arms auto-merge in somebody's name, or with null disarms it. */
  void setAutoMerge(long repoId, long branchId, @Nullable String armedBy) {
    jdbc.sql(
            """
            update branches set auto_merge = cast(:by as text) is not null, auto_merge_by = :by
            where repo_id = :repo and id = :branch
            """)
        .param("by", armedBy)
        .param("repo", repoId)
        .param("branch", branchId)
        .update();
  }

  private static BranchState branch(ResultSet row, int number) throws SQLException {
    byte[] headHash = row.getBytes(5);
    return new BranchState(
        row.getLong(1),
        new BranchName(row.getString(2)),
        row.getLong(3),
        row.getLong(4),
        headHash == null ? null : ContentHash.ofDigest(headHash),
        BranchState.Status.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
        row.getBoolean(7),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getString(10),
        row.getString(11));
  }
}
