package dev.docstore.server.event;

import java.util.Optional;
import java.util.Set;

/**
 * Which events a reader wants.
 *
 * @param repo exactly that repo key; empty for all
 * @param types exactly those full types; empty for all, a present empty set matches nothing
 */
public record EventFilter(Optional<String> repo, Optional<Set<String>> types) {
  /** Whether the event is wanted. */
  public boolean matches(LoggedEvent event) {
    return repo.map(event.repo()::equals).orElse(true)
        && types.map(wanted -> wanted.contains(event.type())).orElse(true);
  }
}
