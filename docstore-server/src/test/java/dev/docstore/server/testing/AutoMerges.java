package dev.docstore.server.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Waits for what merges by itself. */
public final class AutoMerges {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private AutoMerges() {}

  /** Waits until a branch has that status. */
  public static void awaitStatus(TestRepo repo, String branch, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> repo.branch(branch).get("status").asString().equals(status));
  }

  /**
   * Waits until everything that has happened in a repo so far has been looked at, so that what has
   * not merged by now is not going to.
   */
  public static void awaitQuiet(TestServer server, TestRepo repo) {
    // An event that matters moves the cursor past all that came before it.
    repo.post("review", "{\"branch\":\"main\",\"status\":\"rejected\"}").expect(201);
    JdbcClient jdbc = server.bean(JdbcClient.class);
    long end =
        jdbc.sql("select max(seq) from event_log where repo = ?")
            .param(repo.name())
            .query(Long.class)
            .single();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                jdbc.sql(
                        """
                        select cursor >= ? and not exists (
                          select 1 from auto_merge_attempts a join repos r on r.id = a.repo_id
                          where r.name = ?)
                        from auto_merge_cursor
                        """)
                    .params(end, repo.name())
                    .query(Boolean.class)
                    .single());
  }
}
