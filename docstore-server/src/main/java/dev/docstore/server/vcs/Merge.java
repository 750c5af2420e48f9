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
import dev.docstore.server.vcs.Merging.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Merges a branch into main as one commit (spec 01 §11).
 *
 * <p>Everything is decided under the repo's lock, on the heads that the merge commit will join.
 * What takes longer is done before: it is then looked up by what it depends on, and done again when
 * that is no longer so.
 */
@Component
class Merge {
  private final Transactions transactions;
  private final RepoHistory history;
  private final Branches branches;
  private final LineMerging lines;
  private final Merging merging;
  private final BranchEnds ends;
  private final Idempotency idempotency;
  private final EventLog events;

  Merge(
      Transactions transactions,
      RepoHistory history,
      Branches branches,
      LineMerging lines,
      Merging merging,
      BranchEnds ends,
      Idempotency idempotency,
      EventLog events) {
    this.transactions = transactions;
    this.history = history;
    this.branches = branches;
    this.lines = lines;
    this.merging = merging;
    this.ends = ends;
    this.idempotency = idempotency;
    this.events = events;
  }

  /**
   * A merge that somebody asked for.
   *
   * @param merger who is recorded as the author of the merge commit
   * @param dryRun only tells how it would end
   * @param resolutions how conflicts are to end
   * @param expectedEtag what {@code If-Match} says of the branch, or null
   * @param key its {@code Idempotency-Key}, or null
   */
  record Order(
      long repoId,
      BranchName branch,
      String merger,
      boolean dryRun,
      Resolutions resolutions,
      @Nullable String expectedEtag,
      @Nullable RequestKey key) {}

  /** Merges, or for a dry run tells how it would end. */
  MergeOutcome run(Order order) {
    try {
      return order.dryRun()
          ? lines.asking(order.repoId(), texts -> locked(order, texts))
          : lines.writing(order.repoId(), texts -> locked(order, texts));
    } catch (DocStoreException refusal) {
      return refusal.details() instanceof Details.Conflicts(List<Conflict> conflicts)
          ? new MergeOutcome.Conflicts(conflicts)
          : new MergeOutcome.NotMergeable(refusal);
    }
  }

  private MergeOutcome locked(Order order, TextMerges texts) {
    return transactions.write(() -> merge(order, texts));
  }

  private MergeOutcome merge(Order order, TextMerges texts) {
    HistoryWriter writer = history.lock(order.repoId(), List.of(BranchName.MAIN, order.branch()));
    MergeResponse answer =
        idempotency.once(
            order.repoId(),
            order.key(),
            MergeResponse.class,
            () -> new MergeResponse(mergeLocked(writer, order, texts)));
    return new MergeOutcome.Merged(answer.sequence());
  }

  private long mergeLocked(HistoryWriter writer, Order order, TextMerges texts) {
    BranchState main = writer.require(BranchName.MAIN);
    BranchState branch = mergeable(writer, order.branch(), order.expectedEtag());
    Verdict verdict =
        Merging.judge(merging.parting(order.repoId(), main, branch), texts, order.resolutions());
    if (!verdict.conflicts().isEmpty()) {
      throw DocStoreException.conflicts(verdict.conflicts());
    }
    if (order.dryRun()) {
      return verdict.changes().isEmpty() ? main.head() : writer.nextSequence();
    }
    return write(writer, main, branch, order.merger(), verdict.changes());
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
      List<Change> changes) {
    long head =
        changes.isEmpty()
            ? main.head()
            : writer
                .add(main, "merge branch '" + branch.name() + "'", merger, merger, changes)
                .sequence();
    branches.end(writer.repoId(), branch.id(), BranchState.Status.MERGED);
    String repo = writer.repo().value();
    List<Event> happened = new ArrayList<>(ends.merged(writer, branch));
    happened.add(new Event.BranchMerged(repo, branch.name().value(), head, merger, null));
    writer.flush(pipeline -> events.append(happened, pipeline));
    return head;
  }
}
