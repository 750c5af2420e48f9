package dev.docstore.server.policy;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.BranchStatus;
import dev.docstore.common.wire.Conflict;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.vcs.MergePreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds out whether a branch may be merged, and what is in its way. */
@Component
public class Readiness {
  /**
   * Both what is known and how answers carry it.
   *
   * @param wire with what auto-merge waits for, where it is armed
   */
  public record Status(MergeReadiness readiness, BranchStatus wire) {}

  private final Transactions transactions;
  private final FactFinding facts;
  private final PolicySets sets;
  private final MergePreview preview;
  private final ObjectProvider<AutoMergeAuthority> authorities;

  Readiness(
      Transactions transactions,
      FactFinding facts,
      PolicySets sets,
      MergePreview preview,
      ObjectProvider<AutoMergeAuthority> authorities) {
    this.transactions = transactions;
    this.facts = facts;
    this.sets = sets;
    this.preview = preview;
    this.authorities = authorities;
  }

  /**
   * The branch as it stands now; to be asked outside of any transaction, because policies take
   * their time.
   *
   * @param repoId key of the repo in every table
   * @param actor identity that the policies are told
   * @return empty for an unknown branch
   */
  public Optional<MergeReadiness> of(long repoId, RepoName repo, BranchName branch, String actor) {
    return transactions
        .read(() -> facts.of(repoId, repo, branch.value(), actor))
        .map(
            found ->
                judged(
                    found,
                    Judging.of(sets.of(repoId, found.policies()), found.input()),
                    isActive(found.branch()) ? preview.conflicts(repoId, branch) : List.of()));
  }

  /** As {@link #of}, and how answers carry it. */
  public Optional<Status> status(long repoId, RepoName repo, BranchName branch, String actor) {
    return of(repoId, repo, branch, actor)
        .map(readiness -> new Status(readiness, wire(repoId, branch.value(), readiness)));
  }

  static boolean isActive(BranchRow branch) {
    return branch.status().equals("active");
  }

  /** Puts together what was found. */
  static MergeReadiness judged(Facts found, Judging judging, List<Conflict> conflicts) {
    BranchRow branch = found.branch();
    List<Blocker> blockers = new ArrayList<>();
    if (!isActive(branch)) {
      blockers.add(new Blocker.Inactive(branch.status()));
    }
    if (branch.draft()) {
      blockers.add(new Blocker.Draft());
    }
    conflicts.forEach(
        conflict ->
            blockers.add(
                new Blocker.Conflicting(
                    conflict.path(), Objects.requireNonNullElse(conflict.kind(), ""))));
    blockers.addAll(judging.blockers());
    return new MergeReadiness(
        judging.results(), List.copyOf(blockers), branch.autoMerge(), found.ownersOfChanges());
  }

  /** As answers and events carry it. */
  BranchStatus wire(long repoId, String branch, MergeReadiness readiness) {
    return readiness.toWire(readiness.autoMerge() ? waiting(repoId, branch, readiness) : null);
  }

  private List<String> waiting(long repoId, String branch, MergeReadiness readiness) {
    return Stream.concat(
            readiness.blockers().stream().map(Blocker::message),
            authorities.stream().flatMap(authority -> authority.missing(repoId, branch).stream()))
        .toList();
  }
}
