package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.MergeResponse;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.BranchChanges.Latest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Merges a branch into main as one commit (spec 01 §11). */
@Component
class Merge {
  private final Transactions transactions;
  private final RepoHistory history;
  private final Branches branches;
  private final BranchChanges changes;
  private final BranchEnds ends;
  private final Idempotency idempotency;
  private final EventLog events;

  Merge(
      Transactions transactions,
      RepoHistory history,
      Branches branches,
      BranchChanges changes,
      BranchEnds ends,
      Idempotency idempotency,
      EventLog events) {
    this.transactions = transactions;
    this.history = history;
    this.branches = branches;
    this.changes = changes;
    this.ends = ends;
    this.idempotency = idempotency;
    this.events = events;
  }

  /**
   * A merge that somebody asked for.
   *
   * @param merger who is recorded as the author of the merge commit
   * @param dryRun only tells how it would end
   * @param expectedEtag what {@code If-Match} says of the branch, or null
   * @param key its {@code Idempotency-Key}, or null
   */
  record Order(
      long repoId,
      BranchName branch,
      String merger,
      boolean dryRun,
      @Nullable String expectedEtag,
      @Nullable RequestKey key) {}

  /** Merges, or for a dry run tells how it would end. */
  MergeOutcome run(Order order) {
    try {
      return transactions.write(() -> merge(order));
    } catch (DocStoreException refusal) {
      return refusal.details() instanceof Details.Conflicts(List<Conflict> conflicts)
          ? new MergeOutcome.Conflicts(conflicts)
          : new MergeOutcome.NotMergeable(refusal);
    }
  }

  private MergeOutcome merge(Order order) {
    HistoryWriter writer = history.lock(order.repoId());
    MergeResponse answer =
        idempotency.once(
            order.repoId(),
            order.key(),
            MergeResponse.class,
            () -> new MergeResponse(mergeLocked(writer, order)));
    return new MergeOutcome.Merged(answer.sequence());
  }

  private long mergeLocked(HistoryWriter writer, Order order) {
    writer.load(List.of(BranchName.MAIN, order.branch()));
    BranchState main = writer.require(BranchName.MAIN);
    BranchState branch = mergeable(writer, order.branch(), order.expectedEtag());
    List<Latest> ours = changes.since(order.repoId(), branch.id(), branch.base());
    changes.refuseConflicts(order.repoId(), main.id(), branch.base(), ours);
    if (order.dryRun()) {
      return ours.isEmpty() ? main.head() : writer.nextSequence();
    }
    return write(writer, main, branch, order.merger(), ours);
  }

  private static BranchState mergeable(
      HistoryWriter writer, BranchName name, @Nullable String expectedEtag) {
    BranchState branch = writer.require(name);
    branch.requireActive("branch is not active");
    if (branch.draft()) {
      throw new DocStoreException(ErrorCode.BRANCH_DRAFT, "branch is in draft state");
    }
    branch.etag(writer.repo()).requireMatch(expectedEtag);
    return branch;
  }

  private long write(
      HistoryWriter writer,
      BranchState main,
      BranchState branch,
      String merger,
      List<Latest> ours) {
    long head = main.head();
    if (!ours.isEmpty()) {
      head =
          writer
              .add(
                  main,
                  "merge branch '" + branch.name() + "'",
                  merger,
                  merger,
                  ours.stream().map(Latest::asChange).toList())
              .sequence();
      writer.flush();
    }
    branches.end(writer.repoId(), branch.id(), BranchState.Status.MERGED);
    String repo = writer.repo().value();
    List<Event> happened = new ArrayList<>(ends.merged(writer, branch));
    happened.add(new Event.BranchMerged(repo, branch.name().value(), head, merger, null));
    events.append(happened);
    return head;
  }
}
