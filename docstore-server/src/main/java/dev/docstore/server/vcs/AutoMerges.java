package dev.docstore.server.vcs;

import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.RepoName;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Armed branches, for the feature that merges them (spec 02 §9, page 00 D7). */
@Component
public class AutoMerges {
  /** Who is recorded as the author of what merges by itself. */
  public static final String MERGER = "auto-merge";

  /**
   * An active branch that is to merge by itself.
   *
   * @param repoId key of the repo in every table
   * @param branchId key of the branch within its repo
   * @param head its latest commit, or the fork point
   * @param by who armed it; empty where that was not recorded
   */
  public record Armed(
      long repoId,
      RepoName repo,
      long branchId,
      BranchName branch,
      long head,
      boolean draft,
      Optional<String> by) {
    /** Whether that is still the branch that was looked at. */
    boolean isStill(BranchState now) {
      return now.id() == branchId
          && now.status() == BranchState.Status.ACTIVE
          && now.head() == head
          && now.autoMerge()
          && Optional.ofNullable(now.autoMergeBy()).equals(by);
    }
  }

  /** How an attempt to merge ended. */
  public enum Result {
    /** The branch is merged. */
    MERGED,
    /** The branch and main changed the same; nothing happened. */
    CONFLICT,
    /** Something else stands in the way, or the branch is no longer what it was. */
    NOT_NOW
  }

  private static final String ARMED =
      """
      select b.repo_id, r.name, b.id, b.name, b.head_sequence, b.draft, b.auto_merge_by
      from branches b join repos r on r.id = b.repo_id
      where b.auto_merge and b.status = 'active' and b.repo_id = ?
      """;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final RepoHistory history;
  private final Branches branches;
  private final Merge merge;
  private final Standing standing;
  private final EventLog events;

  AutoMerges(
      JdbcClient jdbc,
      Transactions transactions,
      RepoHistory history,
      Branches branches,
      Merge merge,
      Standing standing,
      EventLog events) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.history = history;
    this.branches = branches;
    this.merge = merge;
    this.standing = standing;
    this.events = events;
  }

  /** The branch of that key, if it is armed. */
  public Optional<Armed> find(long repoId, long branchId) {
    return jdbc.sql(ARMED + "and b.id = ?")
        .params(repoId, branchId)
        .query(AutoMerges::armed)
        .optional();
  }

  /** The branch of that name, if it is armed. */
  public Optional<Armed> find(long repoId, String branch) {
    return jdbc.sql(ARMED + "and b.name = ?")
        .params(repoId, branch)
        .query(AutoMerges::armed)
        .optional();
  }

  /**
   * Merges the branch as anybody's merge does, unless it is no longer what was looked at.
   *
   * @param stoodFor whether somebody who may merge stands behind it; asked in the merge's
   *     transaction, while nothing that it depends on can change
   */
  public Result merge(Armed armed, BooleanSupplier stoodFor) {
    Merge.Order order =
        new Merge.Order(
            armed.repoId(),
            armed.repo(),
            armed.branch(),
            MERGER,
            false,
            Resolutions.NONE,
            null,
            null,
            branch -> armed.isStill(branch) && holds(armed, stoodFor));
    return switch (merge.run(order)) {
      case MergeOutcome.Merged _ -> Result.MERGED;
      case MergeOutcome.Conflicts _ -> Result.CONFLICT;
      case MergeOutcome.Denied _, MergeOutcome.Moved _ -> Result.NOT_NOW;
      case MergeOutcome.NotMergeable(var reason) -> {
        if (reason.code() == ErrorCode.SERVICE_UNAVAILABLE) {
          throw reason;
        }
        yield Result.NOT_NOW;
      }
    };
  }

  /** A role or review that is just being taken back is waited for, as for any merge. */
  private boolean holds(Armed armed, BooleanSupplier stoodFor) {
    standing.hold(armed.repoId(), armed.branchId());
    return stoodFor.getAsBoolean();
  }

  /** Disarms and says why, unless the branch is no longer what was looked at. */
  public void giveUp(Armed armed, String reason) {
    transactions.write(
        () -> {
          HistoryWriter writer = history.lock(armed.repoId(), List.of(armed.branch()));
          Optional<BranchState> branch = writer.branch(armed.branch()).filter(armed::isStill);
          branch.ifPresent(
              found -> {
                branches.setAutoMerge(armed.repoId(), found.id(), null);
                events.append(
                    new Event.AutoMergeFailed(writer.repo().value(), found.name().value(), reason));
              });
          return branch;
        });
  }

  private static Armed armed(ResultSet row, int number) throws SQLException {
    return new Armed(
        row.getLong(1),
        new RepoName(row.getString(2)),
        row.getLong(3),
        new BranchName(row.getString(4)),
        row.getLong(5),
        row.getBoolean(6),
        Optional.ofNullable(row.getString(7)));
  }
}
