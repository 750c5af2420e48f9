package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features may ask about branches. */
@Component
public class BranchQueries {
  /**
   * A branch as it is now.
   *
   * @param id key of the branch within its repo
   * @param headSequence its latest commit, or the fork point
   * @param baseSequence main's head at the fork or the last rebase; 0 for {@code main}
   * @param status {@code active}, {@code merged} or {@code abandoned}
   */
  public record BranchRow(
      long id,
      String name,
      long headSequence,
      long baseSequence,
      String status,
      boolean draft,
      boolean autoMerge) {}

  private final JdbcClient jdbc;

  BranchQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The branch of that name. */
  public Optional<BranchRow> find(long repoId, String branch) {
    return jdbc.sql(
            """
            select id, name, head_sequence, base_sequence, status::text, draft, auto_merge
            from branches where repo_id = ? and name = ?
            """)
        .params(repoId, branch)
        .query(BranchQueries::row)
        .optional();
  }

  /**
   * The branch of that name, whose head and status stay as they are until the caller's transaction
   * ends. Any number of transactions may hold one branch like this at the same time; a commit or
   * merge waits for them.
   *
   * <p>It is for those who change what the branch is judged by, so the branch's {@link Standing}
   * moves. It comes before locks on rows of their own: a merge takes the branch first, too.
   *
   * @throws DocStoreException 404 {@code BRANCH_NOT_FOUND}
   */
  public BranchRow lock(long repoId, String branch) {
    return jdbc.sql(
            """
            with moved as (
              insert into branch_standings (repo_id, branch_id, moves)
              select repo_id, id, 1 from branches where repo_id = :repo and name = :name
              on conflict (repo_id, branch_id) do update set moves = branch_standings.moves + 1
            )
            select id, name, head_sequence, base_sequence, status::text, draft, auto_merge
            from branches where repo_id = :repo and name = :name
            for share
            """)
        .param("repo", repoId)
        .param("name", branch)
        .query(BranchQueries::row)
        .optional()
        .orElseThrow(DocStoreException::branchNotFound);
  }

  /**
   * Whether that identity authored or committed any of the commits above the branch's base (spec 02
   * §2.1, page 00 B2). What a rebase replaced counts no more.
   */
  public boolean hasCommitsOf(long repoId, BranchRow branch, String identity) {
    return jdbc.sql(
            """
            select exists (
              select 1 from commits
              where repo_id = :repo and branch_id = :branch and sequence > :base
                and base_sequence = :base and (author = :identity or committer = :identity))
            """)
        .param("repo", repoId)
        .param("branch", branch.id())
        .param("base", branch.baseSequence())
        .param("identity", identity)
        .query(Boolean.class)
        .single();
  }

  private static BranchRow row(ResultSet row, int number) throws SQLException {
    return new BranchRow(
        row.getLong("id"),
        row.getString("name"),
        row.getLong("head_sequence"),
        row.getLong("base_sequence"),
        row.getString("status"),
        row.getBoolean("draft"),
        row.getBoolean("auto_merge"));
  }
}
