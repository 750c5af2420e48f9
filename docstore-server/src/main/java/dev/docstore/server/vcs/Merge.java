package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.BranchStatus;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.MergeResponse;
import dev.docstore.common.wire.PolicyResult;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.MergeGate.Pin;
import dev.docstore.server.vcs.MergeGate.Place;
import dev.docstore.server.vcs.MergeGate.Question;
import dev.docstore.server.vcs.MergeGate.Ruling;
import dev.docstore.server.vcs.Merging.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
  /** How often a merge is judged again because something moved, before the caller is told so. */
  static final int ROUNDS = 8;

  private final Transactions transactions;
  private final RepoHistory history;
  private final Branches branches;
  private final LineMerging lines;
  private final Merging merging;
  private final BranchEnds ends;
  private final Idempotency idempotency;
  private final EventLog events;
  private final MergeGate gate;
  private final MainRules rules;
  private final MainFiles mainFiles;
  private final BranchStatusSource statuses;

  Merge(
      Transactions transactions,
      RepoHistory history,
      Branches branches,
      LineMerging lines,
      Merging merging,
      BranchEnds ends,
      Idempotency idempotency,
      EventLog events,
      MergeGate gate,
      MainRules rules,
      MainFiles mainFiles,
      BranchStatusSource statuses) {
    this.transactions = transactions;
    this.history = history;
    this.branches = branches;
    this.lines = lines;
    this.merging = merging;
    this.ends = ends;
    this.idempotency = idempotency;
    this.events = events;
    this.gate = gate;
    this.rules = rules;
    this.mainFiles = mainFiles;
    this.statuses = statuses;
  }

  /**
   * A merge that somebody asked for.
   *
   * @param merger who is recorded as the author of the merge commit
   * @param dryRun only tells how it would end
   * @param resolutions how conflicts are to end
   * @param expectedEtag what {@code If-Match} says of the branch, or null
   * @param key its {@code Idempotency-Key}, or null
   * @param condition what must be so of the branch under the lock
   */
  record Order(
      long repoId,
      RepoName repo,
      BranchName branch,
      String merger,
      boolean dryRun,
      Resolutions resolutions,
      @Nullable String expectedEtag,
      @Nullable RequestKey key,
      Predicate<BranchState> condition) {
    /** Without a condition. */
    Order(
        long repoId,
        RepoName repo,
        BranchName branch,
        String merger,
        boolean dryRun,
        Resolutions resolutions,
        @Nullable String expectedEtag,
        @Nullable RequestKey key) {
      this(repoId, repo, branch, merger, dryRun, resolutions, expectedEtag, key, _ -> true);
    }
  }

  /** What the merge was allowed on is no longer so: it has to be judged again. */
  private static final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1;

    Moved() {
      super("the merge is to be judged again", null, false, false);
    }
  }

  /**
   * Merges, or for a dry run tells how it would end. The policies are asked first, whatever the
   * branch's state (spec 02 §7.8), and never while the repo is locked.
   */
  MergeOutcome run(Order order) {
    try {
      Optional<MergeOutcome> before = repeated(order);
      return before.isPresent() ? before.get() : judged(order);
    } catch (DocStoreException refusal) {
      return refusal.details() instanceof Details.Conflicts(List<Conflict> conflicts)
          ? new MergeOutcome.Conflicts(conflicts)
          : new MergeOutcome.NotMergeable(refusal);
    }
  }

  /** The answer that this request got before; policies have no say in it. */
  private Optional<MergeOutcome> repeated(Order order) {
    RequestKey key = order.key();
    if (key == null) {
      return Optional.empty();
    }
    return idempotency.find(order.repoId(), List.of(key)).stream()
        .map(before -> before.replay(key, MergeResponse.class))
        .<MergeOutcome>map(answer -> new MergeOutcome.Merged(answer.sequence()))
        .findFirst();
  }

  private MergeOutcome judged(Order order) {
    Question question = new Question(order.repoId(), order.repo(), order.branch(), order.merger());
    for (int round = 1; round <= ROUNDS; round++) {
      switch (gate.judge(question)) {
        case Ruling.Denied(List<PolicyResult> failing) -> {
          return new MergeOutcome.Denied(failing);
        }
        case Ruling.Allowed(Pin pin) -> {
          try {
            return withRules(order, pin);
          } catch (Moved moved) {
            // Judged again on what is there now.
          }
        }
      }
    }
    return new MergeOutcome.Moved();
  }

  /** Merges; what it would make of main's rules is judged while nothing is locked. */
  private MergeOutcome withRules(Order order, Pin pin) {
    for (int round = 1; round <= ROUNDS; round++) {
      try {
        return order.dryRun()
            ? lines.asking(order.repoId(), texts -> locked(order, pin, texts))
            : lines.writing(order.repoId(), texts -> locked(order, pin, texts));
      } catch (RuleChanges.Unjudged unjudged) {
        rules.judge(order.repoId(), unjudged.files());
      }
    }
    return new MergeOutcome.Moved();
  }

  private MergeOutcome locked(Order order, Pin pin, TextMerges texts) {
    return transactions.write(() -> merge(order, pin, texts));
  }

  private MergeOutcome merge(Order order, Pin pin, TextMerges texts) {
    HistoryWriter writer = history.lock(order.repoId(), List.of(BranchName.MAIN, order.branch()));
    MergeResponse answer =
        idempotency.once(
            order.repoId(),
            order.key(),
            MergeResponse.class,
            () -> new MergeResponse(mergeLocked(writer, order, pin, texts)));
    return new MergeOutcome.Merged(answer.sequence());
  }

  private long mergeLocked(HistoryWriter writer, Order order, Pin pin, TextMerges texts) {
    BranchState main = writer.require(BranchName.MAIN);
    BranchState branch = mergeable(writer, order.branch(), order.expectedEtag());
    if (!gate.holds(pin, new Place(order.repoId(), branch.id(), main.head(), branch.head()))) {
      throw new Moved();
    }
    if (!order.condition().test(branch)) {
      throw new DocStoreException(
          ErrorCode.CONFLICT, "the branch is no longer what was to be merged");
    }
    Verdict verdict =
        Merging.judge(merging.parting(order.repoId(), main, branch), texts, order.resolutions());
    if (!verdict.conflicts().isEmpty()) {
      throw DocStoreException.conflicts(verdict.conflicts());
    }
    RuleChanges ruleChanges = new RuleChanges(rules, mainFiles, order.repoId());
    ruleChanges.accept(verdict.changes());
    if (order.dryRun()) {
      return verdict.changes().isEmpty() ? main.head() : writer.nextSequence();
    }
    boolean ruled = pin.mark().isPresent() || ruleChanges.concern(verdict.changes());
    return write(writer, main, branch, order.merger(), verdict.changes(), ruled);
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
      List<Change> changes,
      boolean ruled) {
    long head =
        changes.isEmpty()
            ? main.head()
            : writer
                .add(main, "merge branch '" + branch.name() + "'", merger, merger, changes)
                .sequence();
    branches.end(writer.repoId(), branch.id(), BranchState.Status.MERGED);
    List<Event> happened = new ArrayList<>(ends.merged(writer, branch));
    if (ruled) {
      // The policies are asked about the branch as it stands after the merge.
      writer.flush();
      happened.add(merged(writer, branch, head, merger, statusAfter(writer, branch, merger)));
      events.append(happened);
    } else {
      BranchStatus status =
          merger.equals(AutoMerges.MERGER) ? null : statuses.merged(branch.autoMerge());
      happened.add(merged(writer, branch, head, merger, status));
      writer.flush(pipeline -> events.append(happened, pipeline));
    }
    return head;
  }

  /** What merges by itself says nothing of the status (spec 02 §9.2). */
  private @Nullable BranchStatus statusAfter(
      HistoryWriter writer, BranchState branch, String merger) {
    return merger.equals(AutoMerges.MERGER)
        ? null
        : statuses.of(writer.repoId(), writer.repo(), branch.name().value(), merger).orElse(null);
  }

  private static Event merged(
      HistoryWriter writer,
      BranchState branch,
      long head,
      String merger,
      @Nullable BranchStatus status) {
    return new Event.BranchMerged(
        writer.repo().value(), branch.name().value(), head, merger, status);
  }

  /** Tells, in a transaction of its own, that policies kept somebody from merging. */
  void announceBlocked(Order order, List<PolicyResult> failing) {
    transactions.write(
        () -> {
          events.append(
              new Event.MergeBlocked(
                  order.repo().value(),
                  order.branch().value(),
                  order.merger(),
                  failing.stream().map(PolicyResult::name).toList()));
          return failing;
        });
  }
}
