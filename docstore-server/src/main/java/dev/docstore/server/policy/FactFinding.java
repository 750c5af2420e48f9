package dev.docstore.server.policy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.RepoName;
import dev.docstore.server.access.Role;
import dev.docstore.server.access.Roles;
import dev.docstore.server.policy.InputDocument.EffectiveReview;
import dev.docstore.server.proposal.ProposalQueries;
import dev.docstore.server.review.CheckQueries;
import dev.docstore.server.review.HeadReview;
import dev.docstore.server.review.ReviewQueries;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.vcs.MainFiles;
import dev.docstore.server.vcs.MergePreview;
import dev.docstore.server.vcs.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Collects what a verdict rests on, within the caller's transaction. */
@Component
class FactFinding {
  private static final Standing.Mark NO_MARK = new Standing.Mark(0, 0, 0);

  private final MainFiles files;
  private final BranchQueries branches;
  private final Standing standing;
  private final OwnerSets owners;
  private final MergePreview preview;
  private final ReviewQueries reviews;
  private final CheckQueries checks;
  private final ProposalQueries proposals;
  private final Roles roles;

  FactFinding(
      MainFiles files,
      BranchQueries branches,
      Standing standing,
      OwnerSets owners,
      MergePreview preview,
      ReviewQueries reviews,
      CheckQueries checks,
      ProposalQueries proposals,
      Roles roles) {
    this.files = files;
    this.branches = branches;
    this.standing = standing;
    this.owners = owners;
    this.preview = preview;
    this.reviews = reviews;
    this.checks = checks;
    this.proposals = proposals;
    this.roles = roles;
  }

  /** The facts; empty for an unknown branch. */
  Optional<Facts> of(long repoId, RepoName repo, String branch, String actor) {
    return branches.find(repoId, branch).map(row -> of(repoId, repo, row, actor));
  }

  private Facts of(long repoId, RepoName repo, BranchRow branch, String actor) {
    MainFiles.Found main = files.under(repoId, PolicyFiles.FOLDER);
    PolicyFiles policies = PolicyFiles.among(main.files());
    if (policies.areNone()) {
      return new Facts(
          main.head(), policies, policies.fingerprint(), branch, NO_MARK, Owners.NONE, null);
    }
    MainFiles.Found ownerFiles = files.owners(repoId);
    ContentHash ownerPrint = Fingerprint.of(ownerFiles.files());
    Owners owned = owners.of(repoId, ownerFiles.files(), ownerPrint);
    return new Facts(
        main.head(),
        policies,
        Fingerprint.of(policies.fingerprint(), ownerPrint),
        branch,
        standing.mark(repoId, branch.id()),
        owned,
        input(repoId, repo, branch, actor, owned));
  }

  /**
   * What {@link Facts#rules} would be now: two range scans.
   *
   * @return {@link Fingerprint#NOTHING} where there are no policies
   */
  ContentHash rules(long repoId) {
    PolicyFiles policies = PolicyFiles.among(files.under(repoId, PolicyFiles.FOLDER).files());
    return policies.areNone()
        ? Fingerprint.NOTHING
        : Fingerprint.of(policies.fingerprint(), Fingerprint.of(files.owners(repoId).files()));
  }

  private InputDocument input(
      long repoId, RepoName repo, BranchRow branch, String actor, Owners owned) {
    long head = branch.headSequence();
    List<HeadReview> effective = reviews.effective(repoId, branch.id(), head);
    Map<String, Role> known =
        roles.of(
            repoId,
            Stream.concat(Stream.of(actor), effective.stream().map(HeadReview::reviewer)).toList());
    List<String> changed = preview.changedPaths(repoId, branch.id(), branch.baseSequence());
    return new InputDocument(
        actor,
        Optional.ofNullable(known.get(actor)).map(Role::wireName).stream().toList(),
        "merge",
        repo.value(),
        branch.name(),
        branch.draft(),
        changed,
        reviews.at(repoId, branch.id(), head),
        effective.stream().map(review -> withRole(review, known)).toList(),
        checks.at(repoId, branch.id(), head),
        ownersOf(changed, owned),
        owned.rules(),
        head,
        branch.baseSequence(),
        proposals.open(repoId, branch.id()).orElse(null));
  }

  private static EffectiveReview withRole(HeadReview review, Map<String, Role> known) {
    Role role = known.get(review.reviewer());
    return new EffectiveReview(
        review.reviewer(), review.status(), review.sequence(), role == null ? "" : role.wireName());
  }

  private static SortedMap<String, List<String>> ownersOf(List<String> changed, Owners owned) {
    SortedMap<String, List<String>> owners = new TreeMap<>();
    changed.forEach(
        path -> owners.put(path, Objects.requireNonNullElse(owned.of(path), List.of())));
    return owners;
  }
}
