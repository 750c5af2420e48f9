package dev.docstore.ci.scheduler;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at {@code ci_jobs} behind the scheduler's back. */
record Jobs(DataSource database) {
  /** One line per job of the repo: trigger, branch, sequence and status, oldest sequence first. */
  List<String> of(String repo) {
    return JdbcClient.create(database)
        .sql(
            """
            select trigger_type || ' ' || branch || ' ' || sequence || ' ' || status
            from ci_jobs
            where repo = :repo
            order by sequence, trigger_type, status
            """)
        .param("repo", repo)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
