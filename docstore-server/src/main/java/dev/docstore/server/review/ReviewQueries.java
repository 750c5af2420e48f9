package dev.docstore.server.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features may ask about reviews (spec 02 §7.3, page 00 D3). */
@Component
public class ReviewQueries {
  private final JdbcClient jdbc;

  ReviewQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Every review of that head, newest first. */
  public List<HeadReview> at(long repoId, long branchId, long sequence) {
    return jdbc.sql(
            """
            select reviewer, status::text, sequence from reviews
            where repo_id = ? and branch_id = ? and sequence = ?
            order by created_at desc, id desc
            """)
        .params(repoId, branchId, sequence)
        .query(ReviewQueries::row)
        .list();
  }

  /**
   * What each reviewer thinks of that head at last, by the bytes of the reviewer's name. Somebody
   * who dismissed their review has none.
   */
  public List<HeadReview> effective(long repoId, long branchId, long sequence) {
    return jdbc.sql(
            """
            select reviewer, status::text, sequence
            from (select distinct on (reviewer) reviewer, status, sequence
                  from reviews
                  where repo_id = ? and branch_id = ? and sequence = ?
                  order by reviewer, created_at desc, id desc) as latest
            where status <> 'dismissed'
            order by reviewer
            """)
        .params(repoId, branchId, sequence)
        .query(ReviewQueries::row)
        .list();
  }

  private static HeadReview row(ResultSet row, int number) throws SQLException {
    return new HeadReview(row.getString(1), row.getString(2), row.getLong(3));
  }
}
