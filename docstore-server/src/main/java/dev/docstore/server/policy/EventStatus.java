package dev.docstore.server.policy;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.BranchStatus;
import dev.docstore.common.wire.Conflict;
import dev.docstore.server.vcs.BranchStatusSource;
import dev.docstore.server.vcs.MergePreview;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Branch status for events. It is told inside a transaction that others wait for, so everything
 * from the database is read first and the policies then get {@link #BUDGET_MILLIS}, all together.
 */
@Component
class EventStatus implements BranchStatusSource {
  private static final Logger LOG = LoggerFactory.getLogger(EventStatus.class);

  /** What somebody who reports a check may be kept waiting. */
  static final long BUDGET_MILLIS = 500;

  private final FactFinding facts;
  private final PolicySets sets;
  private final MergePreview preview;
  private final Readiness readiness;

  EventStatus(FactFinding facts, PolicySets sets, MergePreview preview, Readiness readiness) {
    this.facts = facts;
    this.sets = sets;
    this.preview = preview;
    this.readiness = readiness;
  }

  @Override
  public Optional<BranchStatus> of(long repoId, RepoName repo, String branch, String actor) {
    Optional<Facts> found = facts.of(repoId, repo, branch, actor);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Conflict>> conflicts =
        Readiness.isActive(found.get().branch())
            ? preview.conflictsAtOnce(repoId, new BranchName(branch))
            : Optional.of(List.of());
    Supplier<Rules> rules = sets.prepare(repoId, found.get().policies());
    return conflicts.flatMap(
        list ->
            inTime(() -> Judging.of(rules.get(), found.get().input()), found.get())
                .map(judging -> Readiness.judged(found.get(), judging, list))
                .map(ready -> readiness.wire(repoId, branch, ready)));
  }

  private static Optional<Judging> inTime(Supplier<Judging> judging, Facts found) {
    if (found.policies().areNone()) {
      return Optional.of(judging.get());
    }
    FutureTask<Judging> task = new FutureTask<>(judging::get);
    Thread.startVirtualThread(task);
    return result(task);
  }

  private static Optional<Judging> result(Future<Judging> task) {
    try {
      return Optional.of(task.get(BUDGET_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      LOG.debug("policies took too long for an event", e);
    } catch (ExecutionException e) {
      LOG.warn("an event goes without branch_status", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @Override
  public BranchStatus merged(boolean autoMerge) {
    return new BranchStatus(
        false,
        List.of(),
        autoMerge,
        List.of(new Blocker.Inactive("merged").toWire()),
        autoMerge ? List.of() : null);
  }
}
