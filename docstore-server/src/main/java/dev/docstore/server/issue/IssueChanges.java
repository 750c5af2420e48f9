package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueCreated;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.event.EventLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What may be done to an issue, each in the caller's transaction. A change is judged on the issue
 * as it is under its lock.
 */
@Component
class IssueChanges {
  private final IssueStore issues;
  private final Ties ties;
  private final EventLog events;

  IssueChanges(IssueStore issues, Ties ties, EventLog events) {
    this.issues = issues;
    this.ties = ties;
    this.events = events;
  }

  /** Opens an issue; the refs are what its body mentions. */
  IssueCreated open(
      RepoCaller caller, String title, String body, List<String> labels, List<Ref> refs) {
    IssueCreated issue = issues.add(caller.repoId(), title, body, labels, caller.identity());
    events.append(
        new Event.IssueOpened(
            caller.repo().value(), issue.id(), issue.number(), caller.identity()));
    if (!refs.isEmpty()) {
      ties.tie(caller.repoId(), hold(caller, issue.number()), refs);
    }
    return issue;
  }

  /** Edits an issue; null leaves a member as it is. The refs are what the new body mentions. */
  Issue edit(
      RepoCaller caller,
      long number,
      @Nullable String title,
      @Nullable String body,
      @Nullable List<String> labels,
      List<Ref> refs) {
    Issue issue = holdOwn(caller, number);
    if (title != null || body != null || labels != null) {
      issue = issues.edit(caller.repoId(), caller.repo(), number, title, body, labels);
    }
    events.append(new Event.IssueUpdated(issue.repo(), issue.id(), number));
    ties.tie(caller.repoId(), issue, refs);
    return issue;
  }

  Issue close(RepoCaller caller, long number, String reason) {
    if (holdOwn(caller, number).state().equals("closed")) {
      throw new DocStoreException(ErrorCode.CONFLICT, "conflict: issue is already closed");
    }
    Issue issue = issues.close(caller.repoId(), caller.repo(), number, reason, caller.identity());
    events.append(
        new Event.IssueClosed(issue.repo(), issue.id(), number, reason, caller.identity()));
    return issue;
  }

  Issue reopen(RepoCaller caller, long number) {
    if (holdOwn(caller, number).state().equals("open")) {
      throw new DocStoreException(ErrorCode.CONFLICT, "conflict: issue is already open");
    }
    Issue issue = issues.reopen(caller.repoId(), caller.repo(), number);
    events.append(new Event.IssueReopened(issue.repo(), issue.id(), number));
    return issue;
  }

  /** Holds an issue as it is until the transaction ends. */
  Issue hold(RepoCaller caller, long number) {
    return issues.hold(caller.repoId(), caller.repo(), number).orElseThrow(IssueChanges::notFound);
  }

  private Issue holdOwn(RepoCaller caller, long number) {
    Issue issue = hold(caller, number);
    if (!issue.author().equals(caller.identity())) {
      caller.require(Role.MAINTAINER, "forbidden: must be issue author or maintainer");
    }
    return issue;
  }

  static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.ISSUE_NOT_FOUND, "issue not found");
  }
}
