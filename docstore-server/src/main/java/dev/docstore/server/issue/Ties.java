package dev.docstore.server.issue;

import dev.docstore.common.event.Event;
import dev.docstore.common.wire.Issue;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.issue.RefStore.Tie;
import dev.docstore.server.issue.RefStore.Tied;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Ties issues to proposals and commits; each new tie is announced, one that was there is not. */
@Component
class Ties {
  private final RefStore refs;
  private final EventLog events;

  Ties(RefStore refs, EventLog events) {
    this.refs = refs;
    this.events = events;
  }

  /** Ties one issue, which the caller holds, to all of them; answers the new ties. */
  List<Tied> tie(long repoId, Issue issue, List<Ref> to) {
    return tie(repoId, List.of(issue), to);
  }

  /** Ties each of the issues, which the caller holds, to all of them; answers the new ties. */
  List<Tied> tie(long repoId, List<Issue> issues, List<Ref> to) {
    if (issues.isEmpty() || to.isEmpty()) {
      return List.of();
    }
    List<Tie> ties =
        issues.stream()
            .flatMap(issue -> to.stream().map(ref -> new Tie(issue.number(), ref)))
            .toList();
    List<Tied> added = refs.add(repoId, ties);
    Map<Long, Issue> byNumber =
        issues.stream().collect(Collectors.toMap(Issue::number, Function.identity()));
    if (!added.isEmpty()) {
      events.append(added.stream().map(tied -> created(tied.tie(), byNumber)).toList());
    }
    return added;
  }

  private static Event created(Tie tie, Map<Long, Issue> issues) {
    Issue issue = issues.get(tie.issue());
    if (issue == null) {
      throw new IllegalStateException("tied an issue that was not asked for");
    }
    return new Event.IssueRefCreated(
        issue.repo(), issue.id(), issue.number(), tie.ref().type(), tie.ref().id());
  }
}
