package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.BranchCreated;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How branches begin, change and are given up; merging is {@link Merge}'s. */
@Component
class BranchLife {
  private final Transactions transactions;
  private final RepoHistory history;
  private final Branches branches;
  private final BranchEnds ends;
  private final Standing standing;
  private final EventLog events;

  BranchLife(
      Transactions transactions,
      RepoHistory history,
      Branches branches,
      BranchEnds ends,
      Standing standing,
      EventLog events) {
    this.transactions = transactions;
    this.history = history;
    this.branches = branches;
    this.ends = ends;
    this.standing = standing;
    this.events = events;
  }

  /** Forks a branch from main's head: one row, whatever the size of the tree. */
  BranchCreated create(long repoId, BranchName name, boolean draft, String creator) {
    return transactions.write(
        () -> {
          HistoryWriter writer = history.lock(repoId, List.of(BranchName.MAIN));
          long forkPoint = writer.require(BranchName.MAIN).head();
          if (!branches.insert(repoId, name, forkPoint, draft, creator)) {
            throw new DocStoreException(ErrorCode.BRANCH_EXISTS, "branch already exists");
          }
          events.append(
              new Event.BranchCreated(writer.repo().value(), name.value(), forkPoint, creator));
          return new BranchCreated(name.value(), forkPoint, draft);
        });
  }

  /** Sets the draft flag and, where given, protection, which needs an admin. */
  void update(
      RepoCaller caller,
      BranchName name,
      BranchController.BranchPatch patch,
      @Nullable String ifMatch) {
    if (patch.isProtected() != null) {
      caller.require(Role.ADMIN, "forbidden");
    }
    transactions.write(
        () -> {
          HistoryWriter writer = history.lock(caller.repoId(), List.of(name));
          BranchState branch = matching(writer, name, ifMatch);
          standing.moved(caller.repoId(), branch.id());
          branches.setDraft(caller.repoId(), branch.id(), patch.draft());
          String repo = writer.repo().value();
          List<Event> happened = new ArrayList<>();
          happened.add(
              new Event.BranchDraftUpdated(repo, name.value(), patch.draft(), caller.identity()));
          if (patch.isProtected() != null) {
            branches.setProtected(caller.repoId(), branch.id(), patch.isProtected());
            happened.add(
                new Event.BranchProtectionUpdated(
                    repo, name.value(), patch.isProtected(), caller.identity()));
          }
          events.append(happened);
          return branch;
        });
  }

  /** Gives a branch up; it stays readable. Somebody else's branch needs a maintainer. */
  void abandon(RepoCaller caller, BranchName name, @Nullable String ifMatch) {
    transactions.write(
        () -> {
          HistoryWriter writer = history.lock(caller.repoId(), List.of(name));
          BranchState branch = matching(writer, name, ifMatch);
          if (!branch.createdBy().equals(caller.identity())) {
            caller.require(Role.MAINTAINER, "forbidden");
          }
          branch.requireActive("branch is already merged or abandoned");
          branches.end(caller.repoId(), branch.id(), BranchState.Status.ABANDONED);
          String repo = writer.repo().value();
          List<Event> happened = new ArrayList<>(ends.abandoned(writer, branch));
          happened.add(new Event.BranchAbandoned(repo, name.value(), caller.identity()));
          events.append(happened);
          return branch;
        });
  }

  /** Arms or disarms auto-merge; said again, it is told again. */
  void setAutoMerge(
      RepoCaller caller, BranchName name, boolean autoMerge, @Nullable String ifMatch) {
    transactions.write(
        () -> {
          HistoryWriter writer = history.lock(caller.repoId(), List.of(name));
          BranchState branch = matching(writer, name, ifMatch);
          branches.setAutoMerge(caller.repoId(), branch.id(), autoMerge ? caller.identity() : null);
          String repo = writer.repo().value();
          events.append(
              autoMerge
                  ? new Event.AutoMergeEnabled(repo, name.value(), caller.identity())
                  : new Event.AutoMergeDisabled(repo, name.value(), caller.identity()));
          return branch;
        });
  }

  private static BranchState matching(
      HistoryWriter writer, BranchName name, @Nullable String ifMatch) {
    BranchState branch = writer.require(name);
    branch.etag(writer.repo()).requireMatch(ifMatch);
    return branch;
  }
}
