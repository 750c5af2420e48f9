package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.RebaseResponse;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.HistoryWriter.NewCommit;
import dev.docstore.server.vcs.Replays.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Replays a branch's commits onto main's head (spec 01 §12, page 00 B2, B10, H6). */
@Component
class Rebase {
  private final Transactions transactions;
  private final RepoHistory history;
  private final Replays replays;
  private final LineMerging lines;
  private final Idempotency idempotency;
  private final EventLog events;
  private final BranchStatusSource statuses;
  private final JdbcClient jdbc;

  Rebase(
      Transactions transactions,
      RepoHistory history,
      Replays replays,
      LineMerging lines,
      Idempotency idempotency,
      EventLog events,
      BranchStatusSource statuses,
      JdbcClient jdbc) {
    this.transactions = transactions;
    this.history = history;
    this.replays = replays;
    this.lines = lines;
    this.idempotency = idempotency;
    this.events = events;
    this.statuses = statuses;
    this.jdbc = jdbc;
  }

  /**
   * A rebase that somebody asked for.
   *
   * @param committer who asked; authors stay who they were
   * @param resolutions how conflicts are to end
   * @param expectedEtag what {@code If-Match} says of the branch, or null
   * @param key its {@code Idempotency-Key}, or null
   */
  record Order(
      long repoId,
      BranchName branch,
      String committer,
      Resolutions resolutions,
      @Nullable String expectedEtag,
      @Nullable RequestKey key) {}

  /**
   * Rebases the branch. When main has not moved nothing happens and nothing is announced.
   *
   * @throws DocStoreException 400 for a resolution that resolves nothing, 404, 409 with conflicts,
   *     409 for a branch that has ended, 412
   */
  RebaseResponse run(Order order) {
    return lines.writing(order.repoId(), texts -> transactions.write(() -> rebase(order, texts)));
  }

  private RebaseResponse rebase(Order order, TextMerges texts) {
    HistoryWriter writer = history.lock(order.repoId(), List.of(BranchName.MAIN, order.branch()));
    return idempotency.once(
        order.repoId(),
        order.key(),
        RebaseResponse.class,
        () -> rebaseLocked(writer, order, texts));
  }

  private RebaseResponse rebaseLocked(HistoryWriter writer, Order order, TextMerges texts) {
    BranchState main = writer.require(BranchName.MAIN);
    BranchState branch = writer.require(order.branch());
    branch.requireActive("branch is not active");
    branch.etag(writer.repo()).requireMatch(order.expectedEtag());
    if (branch.base() == main.head()) {
      order.resolutions().requireConflicts(Set.of());
      return new RebaseResponse(branch.base(), branch.head(), 0);
    }
    List<Replay> planned = replays.plan(order.repoId(), main, branch, order.resolutions(), texts);
    return write(writer, main, branch, order.committer(), planned);
  }

  private RebaseResponse write(
      HistoryWriter writer,
      BranchState main,
      BranchState branch,
      String committer,
      List<Replay> planned) {
    writer.rebase(branch, main.head());
    List<NewCommit> written = new ArrayList<>();
    if (planned.isEmpty()) {
      moveBase(writer.repoId(), branch.id(), main.head());
    } else {
      // What the branch had ends here; what it still has is written anew by the replays.
      endOwnRows(writer.repoId(), branch.id(), writer.nextSequence());
      for (Replay replay : planned) {
        written.add(
            writer.add(
                writer.require(branch.name()),
                "rebase: replay sequence " + replay.sequence(),
                replay.author(),
                committer,
                replay.changes()));
      }
    }
    long head = writer.require(branch.name()).head();
    List<Event> disarmed = new ArrayList<>();
    writer.flush(pipeline -> disarmed.addAll(Disarming.after(written, writer, pipeline)));
    List<Event> happened = new ArrayList<>();
    happened.add(
        new Event.BranchRebased(
            writer.repo().value(),
            branch.name().value(),
            main.head(),
            head,
            planned.size(),
            committer,
            // The policies are asked about the branch as it stands after the rebase.
            statuses
                .of(writer.repoId(), writer.repo(), branch.name().value(), committer)
                .orElse(null)));
    happened.addAll(disarmed);
    events.append(happened);
    return new RebaseResponse(main.head(), head, planned.size());
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
