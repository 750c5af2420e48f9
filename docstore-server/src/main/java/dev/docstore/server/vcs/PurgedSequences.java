package dev.docstore.server.vcs;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which sequences are gone on purpose, so that {@link ChainCheck} misses no others. */
@Component
class PurgedSequences {
  private final JdbcClient jdbc;

  PurgedSequences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Records the commits of these branches as purged, within the transaction that is about to delete
   * them and under the repo's lock.
   */
  void record(long repoId, Collection<Long> branchIds) {
    // Neighbouring sequences have the same distance to their rank, and so become one row.
    jdbc.sql(
            """
            insert into purged_sequences (repo_id, first_sequence, last_sequence)
            select repo_id, min(sequence), max(sequence)
            from (
              select repo_id, sequence, sequence - row_number() over (order by sequence) as run
              from commits
              where repo_id = ? and branch_id = any(?::bigint[])
            ) purged
            group by repo_id, run
            """)
        .params(repoId, branchIds.toArray(Long[]::new))
        .update();
  }
}
