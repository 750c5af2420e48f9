package dev.docstore.server.release;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.Release;
import dev.docstore.common.wire.ReleaseList;
import dev.docstore.common.wire.ReleaseRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.Sequences;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Releases (spec 01 §15). */
@RestController
@RequestMapping("/repos/{repo}/-")
class ReleaseController {
  private static final int MAX_RELEASES = 1000;

  private final ReleaseStore releases;
  private final Sequences sequences;
  private final Transactions transactions;
  private final EventLog events;

  ReleaseController(
      ReleaseStore releases, Sequences sequences, Transactions transactions, EventLog events) {
    this.releases = releases;
    this.sequences = sequences;
    this.transactions = transactions;
    this.events = events;
  }

  /** Names a sequence. */
  @PostMapping("/releases")
  @ResponseStatus(HttpStatus.CREATED)
  Release create(RepoCaller caller, @RequestBody ReleaseRequest body) {
    String name = body.name() == null ? "" : body.name();
    Names.plainProblem("name", name)
        .ifPresent(
            problem -> {
              throw DocStoreException.badRequest(problem);
            });
    long repoId = caller.repoId();
    Long sequence = body.sequence();
    if (sequence != null && !sequences.exists(repoId, sequence)) {
      throw DocStoreException.badRequest("sequence not found");
    }
    String notes = body.body() == null || body.body().isEmpty() ? null : body.body();
    return transactions.write(
        () -> {
          long named = sequence == null ? sequences.headOfMain(repoId) : sequence;
          Release release =
              releases
                  .insert(repoId, caller.repo().value(), name, named, notes, caller.identity())
                  .orElseThrow(
                      () -> new DocStoreException(ErrorCode.CONFLICT, "release already exists"));
          events.append(
              new Event.ReleaseCreated(caller.repo().value(), name, named, caller.identity()));
          return release;
        });
  }

  /** The releases of a repo, newest first. */
  @Paged(
      byDefault = Query.DEFAULT_LIMIT,
      atMost = MAX_RELEASES,
      after = QueryType.ID,
      order = "id of the last release; newest first")
  @GetMapping("/releases")
  @Nullable ReleaseList list(RepoCaller caller, Query query, Conditional conditional) {
    int limit = query.limit(MAX_RELEASES);
    UUID after = query.text("after").map(text -> cursor(caller.repoId(), text)).orElse(null);
    return conditional.answer(
        new ReleaseList(releases.list(caller.repoId(), caller.repo().value(), after, limit)));
  }

  private UUID cursor(long repoId, String text) {
    return Query.uuid(text)
        .filter(id -> releases.exists(repoId, id))
        .orElseThrow(IdCursor::unknown);
  }

  /** One release. */
  @GetMapping("/releases/{name}")
  @Nullable Release show(RepoCaller caller, @PathVariable String name, Conditional conditional) {
    return conditional.answer(
        releases
            .find(caller.repoId(), caller.repo().value(), name)
            .orElseThrow(ReleaseController::notFound));
  }

  /** Removes a release's name; what it named stays. */
  @DeleteMapping("/releases/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(RepoCaller caller, @PathVariable String name) {
    transactions.write(
        () -> {
          if (!releases.delete(caller.repoId(), name)) {
            throw notFound();
          }
          events.append(new Event.ReleaseDeleted(caller.repo().value(), name, caller.identity()));
          return name;
        });
  }

  private static DocStoreException notFound() {
    return new DocStoreException(ErrorCode.RELEASE_NOT_FOUND, "release not found");
  }
}
