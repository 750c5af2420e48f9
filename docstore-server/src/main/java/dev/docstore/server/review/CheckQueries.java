package dev.docstore.server.review;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features may ask about check runs (spec 02 §7.3, page 00 D3). */
@Component
public class CheckQueries {
  private final JdbcClient jdbc;

  CheckQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last attempt of each check at that sequence, by the bytes of its name. */
  public List<CheckAttempt> at(long repoId, long branchId, long sequence) {
    return jdbc.sql(
            """
            select distinct on (check_name)
                   check_name, status::text, sequence, reporter, reporter_kind::text, attempt
            from check_runs
            where repo_id = ? and branch_id = ? and sequence = ?
            order by check_name, attempt desc
            """)
        .params(repoId, branchId, sequence)
        .query(
            (row, _) ->
                new CheckAttempt(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6)))
        .list();
  }
}
