package dev.docstore.ci.scheduler;

import dev.docstore.common.event.CloudEvent;
import dev.docstore.common.event.Event;
import dev.docstore.common.event.Event.BranchMerged;
import dev.docstore.common.event.Event.BranchRebased;
import dev.docstore.common.event.Event.CommitCreated;
import dev.docstore.common.event.Event.ProposalOpened;
import java.time.Instant;

/** Deliveries as the server writes them. */
final class Events {
  private Events() {}

  static String commit(String repo, String branch, long sequence) {
    return json(new CommitCreated(repo, branch, sequence, "ann@example.com", "Fix", 1));
  }

  static String opened(String repo, String branch, long sequence) {
    return json(new ProposalOpened(repo, branch, "main", "prop-1", "ann@example.com", sequence));
  }

  static String merged(String repo, String branch, long sequence) {
    return json(new BranchMerged(repo, branch, sequence, "ann@example.com", null));
  }

  static String rebased(String repo, String branch, long head) {
    return json(new BranchRebased(repo, branch, 1, head, 1, "ann@example.com", null));
  }

  static String json(Event event) {
    return CloudEvent.of(event, Instant.parse("2026-01-02T03:04:05Z")).json();
  }
}
