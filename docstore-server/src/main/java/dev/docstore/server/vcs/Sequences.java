package dev.docstore.server.vcs;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other features ask about a repo's sequences. */
@Component
public class Sequences {
  private final JdbcClient jdbc;

  Sequences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether a commit of that repo, on whatever branch, has this sequence. */
  public boolean exists(long repoId, long sequence) {
    return jdbc.sql("select exists (select 1 from commits where repo_id = ? and sequence = ?)")
        .params(repoId, sequence)
        .query(Boolean.class)
        .single();
  }

  /** Main's head; 0 in an empty repo. */
  public long headOfMain(long repoId) {
    return jdbc.sql("select head_sequence from branches where repo_id = ? and name = 'main'")
        .param(repoId)
        .query(Long.class)
        .single();
  }
}
