package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.RepoName;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The door to a repo's history. Every change of it begins here: the repo's row is locked first, by
 * a statement of its own, so that all that follows sees what the holder before committed, and
 * sequences become visible in order.
 */
@Component
class RepoHistory {
  private final JdbcClient jdbc;
  private final Branches branches;
  private final Documents documents;

  RepoHistory(JdbcClient jdbc, Branches branches, Documents documents) {
    this.jdbc = jdbc;
    this.branches = branches;
    this.documents = documents;
  }

  /**
   * Locks the repo until the transaction ends.
   *
   * @throws DocStoreException 404 when it was deleted meanwhile
   */
  HistoryWriter lock(long repoId) {
    // NO KEY: foreign keys of other tables must not queue behind the writers of history.
    return jdbc.sql(
            """
            select name, last_sequence, clock_timestamp()
            from repos where id = ?
            for no key update
            """)
        .param(repoId)
        .query(
            (row, _) ->
                new HistoryWriter(
                    jdbc,
                    branches,
                    documents,
                    repoId,
                    new RepoName(row.getString(1)),
                    row.getLong(2),
                    row.getObject(3, OffsetDateTime.class).toInstant()))
        .optional()
        .orElseThrow(DocStoreException::repoNotFound);
  }
}
