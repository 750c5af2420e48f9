package dev.docstore.server.vcs;

import dev.docstore.common.event.Event;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.PurgeResponse;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.blob.Blobs;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.BranchDependants.Deleted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes branches that were merged or abandoned and have not changed for a while, with everything
 * that belongs to them alone. {@code main}, other branches and what they say of their past stay as
 * they are; sequences are not given back, names are.
 */
@Component
class Purge {
  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final RepoHistory history;
  private final PurgedSequences purged;
  private final Blobs blobs;
  private final List<BranchDependants> dependants;
  private final EventLog events;
  private final Clock clock;

  Purge(
      JdbcClient jdbc,
      Transactions transactions,
      RepoHistory history,
      PurgedSequences purged,
      Blobs blobs,
      List<BranchDependants> dependants,
      EventLog events,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.history = history;
    this.purged = purged;
    this.blobs = blobs;
    this.dependants = List.copyOf(dependants);
    this.events = events;
    this.clock = clock;
  }

  /** Purges, or for a dry run does the same and takes it back. */
  PurgeResponse run(RepoCaller caller, Duration age, boolean dryRun) {
    long repoId = caller.repoId();
    Instant inactiveBefore = clock.instant().minus(age);
    PurgePlan plan = transactions.read(() -> PurgePlan.of(jdbc, repoId, inactiveBefore));
    try {
      return transactions.write(
          () -> {
            PurgeResponse deleted = delete(repoId, plan);
            if (dryRun) {
              throw new TakenBack(deleted);
            }
            if (deleted.branchesPurged() > 0) {
              events.append(
                  new Event.RepoPurged(
                      caller.repo().value(), deleted.branchesPurged(), caller.identity()));
            }
            return deleted;
          });
    } catch (TakenBack dry) {
      return dry.deleted;
    }
  }

  private PurgeResponse delete(long repoId, PurgePlan plan) {
    history.lock(repoId);
    if (plan.branchIds().isEmpty()) {
      return new PurgeResponse(0, 0, 0, 0, 0, 0);
    }
    purged.record(repoId, plan.branchIds());
    Long[] branches = plan.branchIds().toArray(Long[]::new);
    long files =
        jdbc.sql("delete from file_commits where repo_id = ? and branch_id = any(?::bigint[])")
            .params(repoId, branches)
            .update();
    long commits =
        jdbc.sql("delete from commits where repo_id = ? and branch_id = any(?::bigint[])")
            .params(repoId, branches)
            .update();
    Deleted ofOthers =
        dependants.stream()
            .map(feature -> feature.branchesPurged(repoId, plan.branchIds()))
            .reduce(Deleted.NOTHING_REPORTED, Deleted::plus);
    long documents = deleteDocuments(repoId, plan);
    long ended =
        jdbc.sql("delete from branches where repo_id = ? and id = any(?::bigint[])")
            .params(repoId, branches)
            .update();
    return new PurgeResponse(
        ended, files, commits, documents, ofOthers.reviews(), ofOthers.checkRuns());
  }

  /** All that the plan names, but for what a commit has taken up since. */
  private long deleteDocuments(long repoId, PurgePlan plan) {
    List<ContentHash> external = new ArrayList<>();
    List<Boolean> deleted =
        jdbc.sql(
                """
                delete from documents d
                using unnest(?::uuid[]) as planned (version_id)
                where d.repo_id = ? and d.version_id = planned.version_id
                  and d.version_id not in (
                    select f.version_id
                    from branches b
                    join file_commits f on f.repo_id = b.repo_id and f.branch_id = b.id
                    where b.repo_id = ? and b.head_sequence > ? and f.sequence > ?
                      and f.version_id is not null)
                returning d.content_hash, d.content is null
                """)
            .params(
                plan.versionIds().toArray(String[]::new),
                repoId,
                repoId,
                plan.sequence(),
                plan.sequence())
            .query(
                (row, _) -> {
                  if (row.getBoolean(2)) {
                    external.add(ContentHash.ofDigest(row.getBytes(1)));
                  }
                  return row.getBoolean(2);
                })
            .list();
    blobs.release(external);
    return deleted.size();
  }

  /** Rolls a dry run back. */
  private static final class TakenBack extends RuntimeException {
    private final transient PurgeResponse deleted;

    TakenBack(PurgeResponse deleted) {
      super("a dry run", null, false, false);
      this.deleted = deleted;
    }
  }
}
