package dev.docstore.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.docstore.common.event.Event.OrgEvent;
import dev.docstore.common.event.Event.RepoEvent;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.BranchStatus;
import dev.docstore.common.wire.MergeBlocker;
import dev.docstore.common.wire.PolicyResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue of spec 02 §10.2 and the envelope of §10.1. */
class EventTest {
  private static final BranchStatus STATUS =
      new BranchStatus(
          false,
          List.of(new PolicyResult("p", false, "r")),
          true,
          List.of(new MergeBlocker("policy", "p: r")),
          null);
  private static final String STATUS_JSON =
      "{'mergeable':false,'policies':[{'name':'p','pass':false,'reason':'r'}],'auto_merge':true,"
          + "'blockers':[{'kind':'policy','message':'p: r'}]}";

  /** Event, type without prefix, data with single quotes. */
  static Stream<Arguments> catalogue() {
    return Stream.of(
        arguments(
            new Event.OrgCreated("acme", "ann"),
            "org.created",
            "{'org':'acme','created_by':'ann'}"),
        arguments(
            new Event.OrgDeleted("acme", "ann"),
            "org.deleted",
            "{'org':'acme','deleted_by':'ann'}"),
        arguments(
            new Event.OrgMemberAdded("acme", "bob", "owner", "ann"),
            "org.member.added",
            "{'org':'acme','identity':'bob','role':'owner','added_by':'ann'}"),
        arguments(
            new Event.OrgMemberRemoved("acme", "bob", "ann"),
            "org.member.removed",
            "{'org':'acme','identity':'bob','removed_by':'ann'}"),
        arguments(
            new Event.OrgInviteCreated("acme", "id", "bob", "member", "ann"),
            "org.invite.created",
            "{'org':'acme','invite_id':'id','email':'bob','role':'member','invited_by':'ann'}"),
        arguments(
            new Event.OrgInviteDeleted("acme", "id", "ann"),
            "org.invite.deleted",
            "{'org':'acme','invite_id':'id','deleted_by':'ann'}"),
        arguments(
            new Event.RepoPurged("acme/app", 3, "ann"),
            "repo.purged",
            "{'repo':'acme/app','branches_purged':3,'purged_by':'ann'}"),
        arguments(
            new Event.BranchProtectionUpdated("acme/app", "b", true, "ann"),
            "branch.protection.updated",
            "{'repo':'acme/app','branch':'b','protected':true,'updated_by':'ann'}"),
        arguments(
            new SecretEvent.Created("acme/app", "KEY", "id", 5, "ann"),
            "secret.created",
            "{'repo':'acme/app','name':'KEY','id':'id','size_bytes':5,'actor':'ann'}"),
        arguments(
            new SecretEvent.Updated("acme/app", "KEY", "id", 5, "ann"),
            "secret.updated",
            "{'repo':'acme/app','name':'KEY','id':'id','size_bytes':5,'actor':'ann'}"),
        arguments(
            new SecretEvent.Deleted("acme/app", "KEY", "id", "ann"),
            "secret.deleted",
            "{'repo':'acme/app','name':'KEY','id':'id','actor':'ann'}"),
        arguments(
            new SecretEvent.Accessed("acme/app", "KEY", "job", 7, "main"),
            "secret.accessed",
            "{'repo':'acme/app','name':'KEY','job_id':'job','sequence':7,'branch':'main'}"),
        arguments(
            new SubscriptionEvent.Created("s", "acme/app", "ann"),
            "subscription.created",
            "{'subscription_id':'s','repo':'acme/app','created_by':'ann'}"),
        arguments(
            new SubscriptionEvent.Created("s", null, "ann"),
            "subscription.created",
            "{'subscription_id':'s','created_by':'ann'}"),
        arguments(
            new SubscriptionEvent.Updated("s", null, "ann"),
            "subscription.updated",
            "{'subscription_id':'s','updated_by':'ann'}"),
        arguments(
            new SubscriptionEvent.Deleted("s", null, "ann"),
            "subscription.deleted",
            "{'subscription_id':'s','deleted_by':'ann'}"),
        arguments(
            new SubscriptionEvent.Suspended("s", null, "webhook returned status 410"),
            "subscription.suspended",
            "{'subscription_id':'s','reason':'webhook returned status 410'}"),
        arguments(
            new SubscriptionEvent.Resumed("s", null, "ann"),
            "subscription.resumed",
            "{'subscription_id':'s','resumed_by':'ann'}"),
        arguments(
            new Event.RepoCreated("acme/app", "acme", "ann"),
            "repo.created",
            "{'repo':'acme/app','owner':'acme','created_by':'ann'}"),
        arguments(
            new Event.RepoDeleted("acme/app", "ann"),
            "repo.deleted",
            "{'repo':'acme/app','deleted_by':'ann'}"),
        arguments(
            new Event.RoleChanged("acme/app", "bob", "", "ann"),
            "role.changed",
            "{'repo':'acme/app','identity':'bob','role':'','changed_by':'ann'}"),
        arguments(
            new Event.CommitCreated("acme/app", "main", 7, "ann", "m", 2),
            "commit.created",
            "{'repo':'acme/app','branch':'main','sequence':7,'author':'ann','message':'m','file_count':2}"),
        arguments(
            new Event.BranchCreated("acme/app", "b", 0, "ann"),
            "branch.created",
            "{'repo':'acme/app','branch':'b','base_sequence':0,'created_by':'ann'}"),
        arguments(
            new Event.BranchMerged("acme/app", "b", 8, "ann", null),
            "branch.merged",
            "{'repo':'acme/app','branch':'b','sequence':8,'merged_by':'ann'}"),
        arguments(
            new Event.BranchMerged("acme/app", "b", 8, "ann", STATUS),
            "branch.merged",
            "{'repo':'acme/app','branch':'b','sequence':8,'merged_by':'ann','branch_status':"
                + STATUS_JSON
                + "}"),
        arguments(
            new Event.BranchRebased("acme/app", "b", 5, 8, 3, "ann", null),
            "branch.rebased",
            "{'repo':'acme/app','branch':'b','new_base_sequence':5,'new_head_sequence':8,'commits_replayed':3,'rebased_by':'ann'}"),
        arguments(
            new Event.BranchRebased("acme/app", "b", 5, 8, 3, "ann", STATUS),
            "branch.rebased",
            "{'repo':'acme/app','branch':'b','new_base_sequence':5,'new_head_sequence':8,'commits_replayed':3,'rebased_by':'ann','branch_status':"
                + STATUS_JSON
                + "}"),
        arguments(
            new Event.BranchAbandoned("acme/app", "b", "ann"),
            "branch.abandoned",
            "{'repo':'acme/app','branch':'b','abandoned_by':'ann'}"),
        arguments(
            new Event.BranchDraftUpdated("acme/app", "b", false, "ann"),
            "branch.draft.updated",
            "{'repo':'acme/app','branch':'b','draft':false,'updated_by':'ann'}"),
        arguments(
            new Event.AutoMergeEnabled("acme/app", "b", "ann"),
            "branch.automerge.enabled",
            "{'repo':'acme/app','branch':'b','enabled_by':'ann'}"),
        arguments(
            new Event.AutoMergeDisabled("acme/app", "b", "ann"),
            "branch.automerge.disabled",
            "{'repo':'acme/app','branch':'b','disabled_by':'ann'}"),
        arguments(
            new Event.AutoMergeFailed("acme/app", "b", "r"),
            "branch.automerge.failed",
            "{'repo':'acme/app','branch':'b','reason':'r'}"),
        arguments(
            new Event.ReviewSubmitted("acme/app", "b", 7, "bob", "approved"),
            "review.submitted",
            "{'repo':'acme/app','branch':'b','sequence':7,'reviewer':'bob','status':'approved'}"),
        arguments(
            new Event.CommentCreated("acme/app", "b", 7, "c", "src/a", "ann"),
            "comment.created",
            "{'repo':'acme/app','branch':'b','sequence':7,'comment_id':'c','path':'src/a','author':'ann'}"),
        arguments(
            new Event.CommentUpdated("acme/app", "b", "c", "ann"),
            "comment.updated",
            "{'repo':'acme/app','branch':'b','comment_id':'c','updated_by':'ann'}"),
        arguments(
            new Event.CommentResolved("acme/app", "b", "c", true, "ann"),
            "comment.resolved",
            "{'repo':'acme/app','branch':'b','comment_id':'c','resolved':true,'resolved_by':'ann'}"),
        arguments(
            new Event.CommentDeleted("acme/app", "b", "c", "ann"),
            "comment.deleted",
            "{'repo':'acme/app','branch':'b','comment_id':'c','deleted_by':'ann'}"),
        arguments(
            new Event.CheckReported("acme/app", "b", 7, "ci/test", "passed", "bob", null),
            "check.reported",
            "{'repo':'acme/app','branch':'b','sequence':7,'check_name':'ci/test','status':'passed','reporter':'bob'}"),
        arguments(
            new Event.CheckReported("acme/app", "b", 7, "ci/test", "passed", "bob", STATUS),
            "check.reported",
            "{'repo':'acme/app','branch':'b','sequence':7,'check_name':'ci/test','status':'passed','reporter':'bob','branch_status':"
                + STATUS_JSON
                + "}"),
        arguments(
            new Event.CheckRunRetry("acme/app", "b", 7, null, 2),
            "checkrun.retry",
            "{'repo':'acme/app','branch':'b','sequence':7,'checks':null,'attempt':2}"),
        arguments(
            new Event.MergeBlocked("acme/app", "b", "ann", List.of("p")),
            "merge.blocked",
            "{'repo':'acme/app','branch':'b','actor':'ann','policies':['p']}"),
        arguments(
            new Event.ProposalOpened("acme/app", "b", "main", "id", "ann", 7),
            "proposal.opened",
            "{'repo':'acme/app','branch':'b','base_branch':'main','proposal_id':'id','author':'ann','sequence':7}"),
        arguments(
            new Event.ProposalClosed("acme/app", "b", "id"),
            "proposal.closed",
            "{'repo':'acme/app','branch':'b','proposal_id':'id'}"),
        arguments(
            new Event.ProposalMerged("acme/app", "b", "main", "id"),
            "proposal.merged",
            "{'repo':'acme/app','branch':'b','base_branch':'main','proposal_id':'id'}"),
        arguments(
            new Event.ProposalReopened("acme/app", "b", "main", "id", 7),
            "proposal.reopened",
            "{'repo':'acme/app','branch':'b','base_branch':'main','proposal_id':'id','sequence':7}"),
        arguments(
            new Event.ProposalUpdated("acme/app", "b", "id"),
            "proposal.updated",
            "{'repo':'acme/app','branch':'b','proposal_id':'id'}"),
        arguments(
            new Event.IssueOpened("acme/app", "id", 3, "ann"),
            "issue.opened",
            "{'repo':'acme/app','issue_id':'id','number':3,'author':'ann'}"),
        arguments(
            new Event.IssueClosed("acme/app", "id", 3, "completed", "ann"),
            "issue.closed",
            "{'repo':'acme/app','issue_id':'id','number':3,'reason':'completed','closed_by':'ann'}"),
        arguments(
            new Event.IssueReopened("acme/app", "id", 3),
            "issue.reopened",
            "{'repo':'acme/app','issue_id':'id','number':3}"),
        arguments(
            new Event.IssueUpdated("acme/app", "id", 3),
            "issue.updated",
            "{'repo':'acme/app','issue_id':'id','number':3}"),
        arguments(
            new Event.IssueCommentCreated("acme/app", "id", 3, "c", "ann"),
            "issue.comment.created",
            "{'repo':'acme/app','issue_id':'id','number':3,'comment_id':'c','author':'ann'}"),
        arguments(
            new Event.IssueCommentUpdated("acme/app", "id", 3, "c"),
            "issue.comment.updated",
            "{'repo':'acme/app','issue_id':'id','number':3,'comment_id':'c'}"),
        arguments(
            new Event.IssueCommentDeleted("acme/app", "id", 3, "c", "ann"),
            "issue.comment.deleted",
            "{'repo':'acme/app','issue_id':'id','number':3,'comment_id':'c','deleted_by':'ann'}"),
        arguments(
            new Event.IssueRefCreated("acme/app", "id", 3, "commit", "7"),
            "issue.ref.created",
            "{'repo':'acme/app','issue_id':'id','number':3,'ref_type':'commit','ref_id':'7'}"),
        arguments(
            new Event.ReleaseCreated("acme/app", "v1", 7, "ann"),
            "release.created",
            "{'repo':'acme/app','name':'v1','sequence':7,'created_by':'ann'}"),
        arguments(
            new Event.ReleaseDeleted("acme/app", "v1", "ann"),
            "release.deleted",
            "{'repo':'acme/app','name':'v1','deleted_by':'ann'}"));
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void isWrittenAsTheCatalogueSays(Event event, String type, String data) {
    assertThat(event.type()).isEqualTo("com.docstore." + type);
    assertThat(Json.write(event)).isEqualTo(data.replace('\'', '"'));
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void isFiledUnderWhatItBelongsTo(Event event, String type, String data) {
    switch (event) {
      case OrgEvent _ -> {
        assertThat(event.source()).as(type).isEqualTo("/orgs/acme");
        assertThat(event.repoKey()).isEqualTo("/orgs/acme");
      }
      case RepoEvent _ -> {
        assertThat(event.source()).as(data).isEqualTo("/repos/acme/app");
        assertThat(event.repoKey()).isEqualTo("acme/app");
      }
      case SecretEvent _ -> {
        assertThat(event.source()).as(data).isEqualTo("/repos/acme/app/-/secrets/KEY");
        assertThat(event.repoKey()).isEqualTo("acme/app");
      }
      case SubscriptionEvent _ -> {
        assertThat(event.source()).as(data).isEqualTo("/subscriptions/s");
        assertThat(event.repoKey()).isEqualTo("/subscriptions/s");
      }
    }
  }

  @Test
  void theCatalogueHasEveryRecord() {
    Stream<String> records =
        Arrays.stream(Event.class.getPermittedSubclasses())
            .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
            .map(Class::getName);
    assertThat(
            catalogue()
                .map(row -> Objects.requireNonNull(row.get()[0]).getClass().getName())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(records.toList());
  }

  @Test
  void theEnvelopeIsACloudEvent() {
    CloudEvent envelope =
        CloudEvent.of(
            new Event.CommitCreated("acme/r", "main", 7, "alice@example.com", "a < b", 1),
            Instant.parse("2024-06-01T12:00:00Z"));
    assertThat(UUID.fromString(envelope.id()).version()).isEqualTo(4);
    assertThat(envelope.json())
        .isEqualTo(
            """
            {"specversion":"1.0","type":"com.docstore.commit.created","source":"/repos/acme/r",\
            "id":"%s","time":"2024-06-01T12:00:00Z","datacontenttype":"application/json",\
            "data":{"repo":"acme/r","branch":"main","sequence":7,"author":"alice@example.com",\
            "message":"a \\u003c b","file_count":1}}"""
                .formatted(envelope.id()));
  }
}
