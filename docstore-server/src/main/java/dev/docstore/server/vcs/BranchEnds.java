package dev.docstore.server.vcs;

import dev.docstore.common.event.Event;
import java.util.List;
import org.springframework.stereotype.Component;

/** Everybody who wants to know that a branch ended. */
@Component
class BranchEnds {
  private final List<BranchEnd> listeners;

  BranchEnds(List<BranchEnd> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  List<Event> merged(HistoryWriter writer, BranchState branch) {
    return listeners.stream()
        .flatMap(
            listener ->
                listener
                    .merged(writer.repoId(), writer.repo().value(), branch.name().value())
                    .stream())
        .toList();
  }

  List<Event> abandoned(HistoryWriter writer, BranchState branch) {
    return listeners.stream()
        .flatMap(
            listener ->
                listener
                    .abandoned(writer.repoId(), writer.repo().value(), branch.name().value())
                    .stream())
        .toList();
  }
}
