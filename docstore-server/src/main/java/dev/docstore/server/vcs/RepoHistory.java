package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.RepoName;
import dev.docstore.server.blob.Blobs;
import dev.docstore.server.database.Pipeline;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * The door to a repo's history. Every change of it begins here: the repo's row is locked first, by
 * a statement of its own, so that all that follows sees what the holder before committed, and
 * sequences become visible in order.
 */
@Component
class RepoHistory {
  // NO KEY: foreign keys of other tables must not queue behind the writers of history.
  // The settings hold until the transaction ends: writers join arrays with tables that may have
  // grown since they were last analysed, and a plan that reads a whole branch, or a whole table, to
  // find a handful of rows would cost what the history is long.
  private static final String LOCK =
      """
      select name, last_sequence, clock_timestamp(), set_config('enable_hashjoin', 'off', true),
             set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true)
      from repos where id = ?
      for no key update
      """;

  private final JdbcOperations jdbc;
  private final Branches branches;
  private final Blobs blobs;

  RepoHistory(JdbcOperations jdbc, Branches branches, Blobs blobs) {
    this.jdbc = jdbc;
    this.branches = branches;
    this.blobs = blobs;
  }

  /** As {@link #lock(long, Collection)}, with no branch loaded ahead. */
  HistoryWriter lock(long repoId) {
    return lock(repoId, List.of());
  }

  /**
   * Locks the repo until the transaction ends, and loads branches as they stand then.
   *
   * @throws DocStoreException 404 when the repo was deleted meanwhile
   */
  HistoryWriter lock(long repoId, Collection<BranchName> names) {
    List<HistoryWriter> writers = new ArrayList<>();
    List<BranchState> found = new ArrayList<>();
    Pipeline pipeline = new Pipeline();
    pipeline.query(
        row ->
            writers.add(
                new HistoryWriter(
                    jdbc,
                    branches,
                    blobs,
                    repoId,
                    new RepoName(row.getString(1)),
                    row.getLong(2),
                    row.getObject(3, OffsetDateTime.class).toInstant())),
        LOCK,
        repoId);
    if (!names.isEmpty()) {
      Branches.find(pipeline, repoId, names, found);
    }
    pipeline.run(jdbc);
    HistoryWriter writer =
        writers.stream().findFirst().orElseThrow(DocStoreException::repoNotFound);
    writer.know(names, found);
    return writer;
  }
}
