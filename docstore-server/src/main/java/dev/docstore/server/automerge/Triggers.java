package dev.docstore.server.automerge;

import dev.docstore.common.event.Event;
import dev.docstore.common.json.Json;
import dev.docstore.server.event.EventFilter;
import dev.docstore.server.event.LoggedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What events give reason to look at: a branch, every branch of a repo, or those of all repos of an
 * organisation.
 *
 * @param repos full names
 * @param orgs names
 */
record Triggers(Set<String> repos, Set<String> orgs, Set<Branch> branches) {
  /** A branch by its names. */
  record Branch(String repo, String name) {}

  private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);
  private static final String ORG_PREFIX = "/orgs/";

  /** They say who may merge; of what goes on in a branch they say nothing. */
  private static final Set<String> OF_ROLES =
      types("role.changed", "org.member.added", "org.member.removed");

  private static final Set<String> OF_BRANCHES =
      types(
          "branch.automerge.enabled",
          "branch.draft.updated",
          "branch.merged",
          "branch.rebased",
          "check.reported",
          "comment.deleted",
          "comment.resolved",
          "commit.created",
          "proposal.closed",
          "proposal.opened",
          "proposal.reopened",
          "proposal.updated",
          "review.submitted");

  /** The events that may let a branch merge which could not before. */
  static final EventFilter RELEVANT =
      new EventFilter(
          Optional.empty(),
          Optional.of(
              Stream.concat(OF_ROLES.stream(), OF_BRANCHES.stream())
                  .collect(Collectors.toUnmodifiableSet())));

  private static Set<String> types(String... names) {
    return Stream.of(names)
        .map(name -> Event.TYPE_PREFIX + name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What these events concern; an event that names no branch where it should concerns nothing. */
  static Triggers of(List<LoggedEvent> events) {
    Triggers triggers = new Triggers(new HashSet<>(), new HashSet<>(), new HashSet<>());
    events.forEach(triggers::add);
    return triggers;
  }

  boolean isEmpty() {
    return repos.isEmpty() && orgs.isEmpty() && branches.isEmpty();
  }

  private void add(LoggedEvent event) {
    if (event.repo().startsWith(ORG_PREFIX)) {
      orgs.add(event.repo().substring(ORG_PREFIX.length()));
    } else if (OF_ROLES.contains(event.type()) || movesMain(event)) {
      repos.add(event.repo());
    } else {
      branch(event).ifPresent(name -> branches.add(new Branch(event.repo(), name)));
    }
  }

  /** Main brings other policies, owners and conflicts for every branch. */
  private static boolean movesMain(LoggedEvent event) {
    return event.type().equals(Event.TYPE_PREFIX + "branch.merged")
        || (event.type().equals(Event.TYPE_PREFIX + "commit.created")
            && branch(event).filter("main"::equals).isPresent());
  }

  private static Optional<String> branch(LoggedEvent event) {
    try {
      JsonNode branch = Json.MAPPER.readTree(event.text()).path("data").path("branch");
      return Optional.of(branch.asString("")).filter(name -> !name.isEmpty());
    } catch (JacksonException e) {
      LOG.warn("event {} is not JSON and triggers nothing", event.seq());
      return Optional.empty();
    }
  }
}
