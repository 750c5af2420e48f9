package dev.docstore.server.event;

import dev.docstore.server.web.Query;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a stream for.
 *
 * @param filter which events
 * @param since the number after which it resumes; empty for new events only
 * @param guard whether the caller may still have the stream
 */
record StreamRequest(EventFilter filter, OptionalLong since, Guard guard) {
  /** What keeps a stream open while it lives. */
  sealed interface Guard {
    /** Whether the caller may still read; asks the database. */
    boolean holds();

    /** A role in one repo, which that repo's events may take away. */
    record OfRepo(String repo, BooleanSupplier check) implements Guard {
      @Override
      public boolean holds() {
        return check.getAsBoolean();
      }
    }

    /** The global admin's stream. */
    record OfAll(BooleanSupplier check) implements Guard {
      @Override
      public boolean holds() {
        return check.getAsBoolean();
      }
    }
  }

  /**
   * Reads the query; where it does not say {@code since_seq}, the header that browsers send when
   * they reconnect does.
   */
  static StreamRequest of(
      Optional<String> repo, Query query, @Nullable String lastEventId, Guard guard) {
    List<String> types = query.list("types");
    Optional<String> since =
        query
            .text("since_seq")
            .or(() -> Optional.ofNullable(lastEventId).filter(id -> !id.isBlank()));
    return new StreamRequest(
        new EventFilter(repo, types.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(types))),
        since.map(text -> OptionalLong.of(number(text))).orElseGet(OptionalLong::empty),
        guard);
  }

  /** What cannot be read, or is negative, means everything that is kept. */
  private static long number(String text) {
    return Math.max(0, Query.integer(text.strip()).orElse(0));
  }

  /** Whether the stream has to look at the event, wanted or not. */
  boolean concerns(LoggedEvent event) {
    return filter.matches(event) || changesRoles(event) || endsRepo(event);
  }

  /** Whether the event may have taken the caller's role away. */
  boolean changesRoles(LoggedEvent event) {
    return isOfGuard(event, "com.docstore.role.changed")
        || (guard instanceof Guard.OfRepo(String repo, _)
            && event.type().startsWith("com.docstore.org.member.")
            && event.repo().equals("/orgs/" + repo.substring(0, repo.lastIndexOf('/'))));
  }

  /** Whether the event is the last one of the stream's repo. */
  boolean endsRepo(LoggedEvent event) {
    return isOfGuard(event, "com.docstore.repo.deleted");
  }

  private boolean isOfGuard(LoggedEvent event, String type) {
    return guard instanceof Guard.OfRepo(String repo, _)
        && event.repo().equals(repo)
        && event.type().equals(type);
  }
}
