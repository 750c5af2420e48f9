package dev.docstore.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.wire.BranchStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened (spec 02 §10.2). Each record's components are the members of {@code
 * data}, in order; they are written with {@link dev.docstore.common.json.Json}.
 */
public sealed interface Event
    permits Event.OrgEvent, Event.RepoEvent, SecretEvent, SubscriptionEvent {
  /** What every type begins with. */
  String TYPE_PREFIX = "com.docstore.";

  /** The CloudEvents type, {@code com.docstore.commit.created} for example. */
  default String type() {
    return TYPE_PREFIX
        + switch (this) {
          case OrgCreated _ -> "org.created";
          case OrgDeleted _ -> "org.deleted";
          case OrgMemberAdded _ -> "org.member.added";
          case OrgMemberRemoved _ -> "org.member.removed";
          case OrgInviteCreated _ -> "org.invite.created";
          case OrgInviteDeleted _ -> "org.invite.deleted";
          case RepoCreated _ -> "repo.created";
          case RepoDeleted _ -> "repo.deleted";
          case RepoPurged _ -> "repo.purged";
          case RoleChanged _ -> "role.changed";
          case CommitCreated _ -> "commit.created";
          case BranchCreated _ -> "branch.created";
          case BranchMerged _ -> "branch.merged";
          case BranchRebased _ -> "branch.rebased";
          case BranchAbandoned _ -> "branch.abandoned";
          case BranchDraftUpdated _ -> "branch.draft.updated";
          case BranchProtectionUpdated _ -> "branch.protection.updated";
          case AutoMergeEnabled _ -> "branch.automerge.enabled";
          case AutoMergeDisabled _ -> "branch.automerge.disabled";
          case AutoMergeFailed _ -> "branch.automerge.failed";
          case ReviewSubmitted _ -> "review.submitted";
          case CommentCreated _ -> "comment.created";
          case CommentUpdated _ -> "comment.updated";
          case CommentResolved _ -> "comment.resolved";
          case CommentDeleted _ -> "comment.deleted";
          case CheckReported _ -> "check.reported";
          case CheckRunRetry _ -> "checkrun.retry";
          case MergeBlocked _ -> "merge.blocked";
          case ProposalOpened _ -> "proposal.opened";
          case ProposalClosed _ -> "proposal.closed";
          case ProposalMerged _ -> "proposal.merged";
          case ProposalReopened _ -> "proposal.reopened";
          case ProposalUpdated _ -> "proposal.updated";
          case IssueOpened _ -> "issue.opened";
          case IssueClosed _ -> "issue.closed";
          case IssueReopened _ -> "issue.reopened";
          case IssueUpdated _ -> "issue.updated";
          case IssueCommentCreated _ -> "issue.comment.created";
          case IssueCommentUpdated _ -> "issue.comment.updated";
          case IssueCommentDeleted _ -> "issue.comment.deleted";
          case IssueRefCreated _ -> "issue.ref.created";
          case ReleaseCreated _ -> "release.created";
          case ReleaseDeleted _ -> "release.deleted";
          case SecretEvent event -> event.shortType();
          case SubscriptionEvent event -> event.shortType();
        };
  }

  /**
   * The CloudEvents source, unescaped: {@code /repos/{repo}} or {@code /orgs/{org}} for most of
   * them.
   */
  @JsonIgnore
  default String source() {
    return switch (this) {
      case OrgEvent event -> "/orgs/" + event.org();
      case RepoEvent event -> "/repos/" + event.repo();
      case SecretEvent event -> "/repos/" + event.repo() + "/-/secrets/" + event.name();
      case SubscriptionEvent event -> "/subscriptions/" + event.subscriptionId();
    };
  }

  /**
   * What readers of the log filter by: the repo's name, or the whole source for what belongs to no
   * repo.
   */
  default String repoKey() {
    return switch (this) {
      case OrgEvent event -> event.source();
      case RepoEvent event -> event.repo();
      case SecretEvent event -> event.repo();
      case SubscriptionEvent event -> event.source();
    };
  }

  /** An event of an organisation. */
  sealed interface OrgEvent extends Event {
    String org();
  }

  /** An event of a repository. */
  sealed interface RepoEvent extends Event {
    String repo();
  }

  /** An organisation was created. */
  record OrgCreated(String org, String createdBy) implements OrgEvent {}

  /** An organisation was deleted. */
  record OrgDeleted(String org, String deletedBy) implements OrgEvent {}

  /** A member was added or got another role. */
  record OrgMemberAdded(String org, String identity, String role, String addedBy)
      implements OrgEvent {}

  /** A member was removed. */
  record OrgMemberRemoved(String org, String identity, String removedBy) implements OrgEvent {}

  /** Somebody was invited; what an invitation is accepted with is not told. */
  record OrgInviteCreated(String org, String inviteId, String email, String role, String invitedBy)
      implements OrgEvent {}

  /** An invitation was withdrawn. */
  record OrgInviteDeleted(String org, String inviteId, String deletedBy) implements OrgEvent {}

  /** A repository was created. */
  record RepoCreated(String repo, String owner, String createdBy) implements RepoEvent {}

  /** A repository and all it held was deleted. */
  record RepoDeleted(String repo, String deletedBy) implements RepoEvent {}

  /** Branches that ended long ago were deleted with all they held. */
  record RepoPurged(String repo, long branchesPurged, String purgedBy) implements RepoEvent {}

  /** A role was set; {@code ""} when it was removed. */
  record RoleChanged(String repo, String identity, String role, String changedBy)
      implements RepoEvent {}

  /** Files were committed. */
  record CommitCreated(
      String repo, String branch, long sequence, String author, String message, int fileCount)
      implements RepoEvent {}

  /** A branch was forked from main. */
  record BranchCreated(String repo, String branch, long baseSequence, String createdBy)
      implements RepoEvent {}

  /** A branch was merged; the sequence is main's new head. */
  record BranchMerged(
      String repo,
      String branch,
      long sequence,
      String mergedBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BranchStatus branchStatus)
      implements RepoEvent {}

  /** A branch was replayed onto main's head. */
  record BranchRebased(
      String repo,
      String branch,
      long newBaseSequence,
      long newHeadSequence,
      int commitsReplayed,
      String rebasedBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BranchStatus branchStatus)
      implements RepoEvent {}

  /** A branch was given up. */
  record BranchAbandoned(String repo, String branch, String abandonedBy) implements RepoEvent {}

  /** A branch became a draft, or ready. */
  record BranchDraftUpdated(String repo, String branch, boolean draft, String updatedBy)
      implements RepoEvent {}

  /** A branch was protected, or no longer is. */
  record BranchProtectionUpdated(
      String repo, String branch, @JsonProperty("protected") boolean isProtected, String updatedBy)
      implements RepoEvent {}

  /** Auto-merge was armed. */
  record AutoMergeEnabled(String repo, String branch, String enabledBy) implements RepoEvent {}

  /** Auto-merge was disarmed. */
  record AutoMergeDisabled(String repo, String branch, String disabledBy) implements RepoEvent {}

  /** Auto-merge gave up. */
  record AutoMergeFailed(String repo, String branch, String reason) implements RepoEvent {}

  /** A review was submitted. */
  record ReviewSubmitted(String repo, String branch, long sequence, String reviewer, String status)
      implements RepoEvent {}

  /** A comment on a file was made; the sequence is the branch's head. */
  record CommentCreated(
      String repo, String branch, long sequence, String commentId, String path, String author)
      implements RepoEvent {}

  /** The text of a comment on a file was changed. */
  record CommentUpdated(String repo, String branch, String commentId, String updatedBy)
      implements RepoEvent {}

  /** A thread was settled, or opened again; the comment is its first. */
  record CommentResolved(
      String repo, String branch, String commentId, boolean resolved, String resolvedBy)
      implements RepoEvent {}

  /** A comment on a file was deleted. */
  record CommentDeleted(String repo, String branch, String commentId, String deletedBy)
      implements RepoEvent {}

  /** A check reported its status. */
  record CheckReported(
      String repo,
      String branch,
      long sequence,
      String checkName,
      String status,
      String reporter,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BranchStatus branchStatus)
      implements RepoEvent {}

  /** Checks are to run again; null checks means those that failed. */
  record CheckRunRetry(
      String repo, String branch, long sequence, @Nullable List<String> checks, int attempt)
      implements RepoEvent {}

  /** Policies denied a merge. */
  record MergeBlocked(String repo, String branch, String actor, List<String> policies)
      implements RepoEvent {}

  /** A proposal was opened; the sequence is the branch's head. */
  record ProposalOpened(
      String repo,
      String branch,
      String baseBranch,
      String proposalId,
      String author,
      long sequence)
      implements RepoEvent {}

  /** A proposal was closed without a merge. */
  record ProposalClosed(String repo, String branch, String proposalId) implements RepoEvent {}

  /** A proposal ended with the merge of its branch. */
  record ProposalMerged(String repo, String branch, String baseBranch, String proposalId)
      implements RepoEvent {}

  /** A closed proposal was opened again; the sequence is the branch's head. */
  record ProposalReopened(
      String repo, String branch, String baseBranch, String proposalId, long sequence)
      implements RepoEvent {}

  /** A proposal's title or description was edited. */
  record ProposalUpdated(String repo, String branch, String proposalId) implements RepoEvent {}

  /** An issue was opened. */
  record IssueOpened(String repo, String issueId, long number, String author)
      implements RepoEvent {}

  /** An issue was closed. */
  record IssueClosed(String repo, String issueId, long number, String reason, String closedBy)
      implements RepoEvent {}

  /** An issue was reopened. */
  record IssueReopened(String repo, String issueId, long number) implements RepoEvent {}

  /** An issue was edited. */
  record IssueUpdated(String repo, String issueId, long number) implements RepoEvent {}

  /** A comment was added to an issue. */
  record IssueCommentCreated(
      String repo, String issueId, long number, String commentId, String author)
      implements RepoEvent {}

  /** An issue's comment was edited. */
  record IssueCommentUpdated(String repo, String issueId, long number, String commentId)
      implements RepoEvent {}

  /** A comment was taken off an issue. */
  record IssueCommentDeleted(
      String repo, String issueId, long number, String commentId, String deletedBy)
      implements RepoEvent {}

  /** An issue was tied to a proposal or a commit, by hand or by a text that mentions it. */
  record IssueRefCreated(String repo, String issueId, long number, String refType, String refId)
      implements RepoEvent {}

  /** A release was created. */
  record ReleaseCreated(String repo, String name, long sequence, String createdBy)
      implements RepoEvent {}

  /** A release was deleted. */
  record ReleaseDeleted(String repo, String name, String deletedBy) implements RepoEvent {}
}
