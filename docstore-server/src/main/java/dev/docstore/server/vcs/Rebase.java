package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.FilePath;
import dev.docstore.common.wire.RebaseResponse;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.BranchChanges.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Replays a branch's commits onto main's head (spec 01 §12, page 00 B2, B10). */
@Component
class Rebase {
  private record Original(long sequence, String author, List<Change> changes) {}

  private final Transactions transactions;
  private final RepoHistory history;
  private final BranchChanges changes;
  private final Idempotency idempotency;
  private final EventLog events;
  private final JdbcClient jdbc;

  Rebase(
      Transactions transactions,
      RepoHistory history,
      BranchChanges changes,
      Idempotency idempotency,
      EventLog events,
      JdbcClient jdbc) {
    this.transactions = transactions;
    this.history = history;
    this.changes = changes;
    this.idempotency = idempotency;
    this.events = events;
    this.jdbc = jdbc;
  }

  /**
   * Rebases the branch. When main has not moved nothing happens and nothing is announced.
   *
   * @param committer who asked; authors stay who they were
   * @throws DocStoreException 404, 409 with conflicts, 409 for a branch that has ended, 412
   */
  RebaseResponse run(
      long repoId,
      BranchName name,
      String committer,
      @Nullable String ifMatch,
      @Nullable RequestKey key) {
    return transactions.write(
        () -> {
          HistoryWriter writer = history.lock(repoId);
          return idempotency.once(
              repoId,
              key,
              RebaseResponse.class,
              () -> rebaseLocked(writer, name, committer, ifMatch));
        });
  }

  private RebaseResponse rebaseLocked(
      HistoryWriter writer, BranchName name, String committer, @Nullable String ifMatch) {
    writer.load(List.of(BranchName.MAIN, name));
    BranchState main = writer.require(BranchName.MAIN);
    BranchState branch = writer.require(name);
    branch.requireActive("branch is not active");
    branch.etag(writer.repo()).requireMatch(ifMatch);
    if (branch.base() == main.head()) {
      return new RebaseResponse(branch.base(), branch.head(), 0);
    }
    List<Latest> ours = changes.since(writer.repoId(), branch.id(), branch.base());
    changes.refuseConflicts(writer.repoId(), main.id(), branch.base(), ours);
    return replay(writer, main, branch, committer);
  }

  private RebaseResponse replay(
      HistoryWriter writer, BranchState main, BranchState branch, String committer) {
    List<Original> originals = originals(writer.repoId(), branch);
    BranchState onto = writer.rebase(branch, main.head());
    if (originals.isEmpty()) {
      moveBase(writer.repoId(), branch.id(), main.head());
    } else {
      // What the branch had ends here; what it still has is written anew by the replays.
      endOwnRows(writer.repoId(), branch.id(), writer.nextSequence());
      for (Original original : originals) {
        writer.add(
            writer.require(onto.name()),
            "rebase: replay sequence " + original.sequence(),
            original.author(),
            committer,
            original.changes());
      }
      writer.flush();
    }
    long head = writer.require(branch.name()).head();
    events.append(
        new Event.BranchRebased(
            writer.repo().value(),
            branch.name().value(),
            main.head(),
            head,
            originals.size(),
            committer,
            null));
    return new RebaseResponse(main.head(), head, originals.size());
  }

  private List<Original> originals(long repoId, BranchState branch) {
    Map<Long, Original> bySequence = new TreeMap<>();
    jdbc.sql(
            """
            select c.sequence, c.author, f.path, f.version_id, f.content_hash, f.executable
            from commits c
            join file_commits f on f.repo_id = c.repo_id and f.branch_id = c.branch_id
                               and f.sequence = c.sequence
            where c.repo_id = ? and c.branch_id = ? and c.sequence > ?
            order by c.sequence, f.path
            """)
        .params(repoId, branch.id(), branch.base())
        .query(
            row -> {
              long sequence = row.getLong(1);
              String author = row.getString(2);
              bySequence
                  .computeIfAbsent(sequence, s -> new Original(s, author, new ArrayList<>()))
                  .changes()
                  .add(
                      change(
                          new FilePath(row.getString(3)),
                          row.getObject(4, UUID.class),
                          row.getBytes(5),
                          row.getBoolean(6)));
            });
    return List.copyOf(bySequence.values());
  }

  private static Change change(
      FilePath path, @Nullable UUID version, byte @Nullable [] hash, boolean executable) {
    return version == null || hash == null
        ? new Change.Delete(path)
        : new Change.Reuse(path, version, ContentHash.ofDigest(hash), executable);
  }

  private void endOwnRows(long repoId, long branchId, long sequence) {
    jdbc.sql(
            """
            update file_commits set superseded_at = ?
            where repo_id = ? and branch_id = ? and superseded_at = 9223372036854775807
            """)
        .params(sequence, repoId, branchId)
        .update();
  }

  private void moveBase(long repoId, long branchId, long base) {
    jdbc.sql(
            "update branches set base_sequence = ?, head_sequence = ? where repo_id = ? and id = ?")
        .params(base, base, repoId, branchId)
        .update();
  }
}
