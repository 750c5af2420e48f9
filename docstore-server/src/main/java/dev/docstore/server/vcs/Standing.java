package dev.docstore.server.vcs;

import dev.docstore.server.database.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Counts the changes of everything a merge verdict rests on beside the two heads: reviews, checks,
 * comments, proposals, roles and flags (page 00 H5). A verdict remembers where the counters stood;
 * the merge compares them under the repo's lock.
 *
 * <p>Who changes such a thing says so here, in the same transaction and before it locks rows of its
 * own. The one who says so holds the row of the branch, repo or organisation; the merge asks for
 * the same row and so waits for a change that is not committed yet, while a change that comes later
 * waits for the merge.
 */
@Component
public class Standing {
  /** Where the counters stood that a branch depends on. */
  public record Mark(long branch, long repo, long org) {}

  private static final String MARK =
      """
      select coalesce((select moves from branch_standings s
                       where s.repo_id = r.id and s.branch_id = ?), 0),
             r.standing,
             coalesce((select moves from org_standings s where s.org = r.owner), 0)
      from repos r where r.id = ?
      """;

  private final JdbcOperations jdbc;

  Standing(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Something of that branch is about to change, within the caller's transaction. */
  public void moved(long repoId, long branchId) {
    jdbc.update(
        """
        insert into branch_standings (repo_id, branch_id, moves)
        select repo_id, id, 1 from branches where repo_id = ? and id = ? for share
        on conflict (repo_id, branch_id) do update set moves = branch_standings.moves + 1
        """,
        repoId,
        branchId);
  }

  /**
   * Something that all branches of a repo depend on is about to change, such as a role. Takes the
   * repo's lock, so it comes before every other lock.
   */
  public void movedEverywhere(long repoId) {
    jdbc.update("update repos set standing = standing + 1 where id = ?", repoId);
  }

  /** Something that all repos of an organisation depend on is about to change: its members. */
  public void movedInOrg(String org) {
    jdbc.update(
        """
        insert into org_standings (org, moves)
        select name, 1 from orgs where name = ? for no key update
        on conflict (org) do update set moves = org_standings.moves + 1
        """,
        org);
  }

  /** Where the counters stand in the caller's snapshot. */
  public Mark mark(long repoId, long branchId) {
    return jdbc.query(MARK, Standing::mark, branchId, repoId).getFirst();
  }

  /**
   * Where the counters stand, and will until the caller's transaction ends, which holds the repo's
   * lock; waits for changes that are under way.
   */
  public Mark hold(long repoId, long branchId) {
    List<Mark> marks = new ArrayList<>();
    new Pipeline()
        .add(
            "select 1 from branches where repo_id = ? and id = ? for no key update",
            repoId,
            branchId)
        .add(
            """
            select 1 from orgs where name = (select owner from repos where id = ?) for share
            """,
            repoId)
        .query(row -> marks.add(mark(row, 0)), MARK, branchId, repoId)
        .run(jdbc);
    return marks.getFirst();
  }

  private static Mark mark(ResultSet row, int number) throws SQLException {
    return new Mark(row.getLong(1), row.getLong(2), row.getLong(3));
  }
}
