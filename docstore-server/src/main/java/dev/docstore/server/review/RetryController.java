package dev.docstore.server.review;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.CheckRetried;
import dev.docstore.common.wire.CheckRetryRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.web.JsonBody;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asks for checks to run again (spec 02 §4.3, page 00 D6). */
@RestController
class RetryController {
  private final Transactions transactions;
  private final BranchQueries branches;
  private final CheckStore checks;
  private final Rerun rerun;
  private final EventLog events;

  RetryController(
      Transactions transactions,
      BranchQueries branches,
      CheckStore checks,
      Rerun rerun,
      EventLog events) {
    this.rerun = rerun;
    this.transactions = transactions;
    this.branches = branches;
    this.checks = checks;
    this.events = events;
  }

  /** Runs checks of a commit again, as their next attempt. */
  @PostMapping("/repos/{repo}/-/checks/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  CheckRetried retry(RepoCaller caller, @RequestBody CheckRetryRequest request) {
    String branch = JsonBody.required("branch", request.branch());
    List<String> named = named(request.checks());
    return transactions.write(
        () -> retry(caller, branches.lock(caller.repoId(), branch), request.sequence(), named));
  }

  private static List<String> named(@Nullable List<@Nullable String> checks) {
    if (checks == null) {
      return List.of();
    }
    for (String check : checks) {
      if (check == null || check.isEmpty()) {
        throw DocStoreException.badRequest("checks may not hold an empty name");
      }
      DocStoreException.refuseFor(Names.textProblem("check_name", check));
    }
    return checks.stream().map(Objects::requireNonNull).distinct().toList();
  }

  private CheckRetried retry(
      RepoCaller caller, BranchRow branch, long sequence, List<String> named) {
    List<String> again = wanted(caller.repoId(), branch, sequence, named);
    int attempt = nextAttempt(caller.repoId(), branch, sequence, again);
    if (checks.addPending(caller.repoId(), branch, sequence, again, attempt) < again.size()) {
      throw new DocStoreException(
          ErrorCode.CONFLICT, "these checks are being retried already; try again");
    }
    rerun.enqueue(caller.repo().value(), branch.name(), sequence, again, attempt);
    events.append(
        new Event.CheckRunRetry(
            caller.repo().value(),
            branch.name(),
            sequence,
            named.isEmpty() ? null : named,
            attempt));
    return new CheckRetried(attempt);
  }

  private List<String> wanted(long repoId, BranchRow branch, long sequence, List<String> named) {
    if (named.isEmpty()) {
      List<String> failed = checks.failed(repoId, branch, sequence);
      if (failed.isEmpty()) {
        throw DocStoreException.badRequest("no checks to retry");
      }
      return failed;
    }
    Set<String> known = checks.names(repoId, branch, sequence);
    List<String> unknown = named.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw DocStoreException.badRequest(
          "no checks to retry: nobody reported %s at sequence %d"
              .formatted(String.join(", ", unknown), sequence));
    }
    return named;
  }

  private int nextAttempt(long repoId, BranchRow branch, long sequence, List<String> again) {
    int attempt = checks.highestAttempt(repoId, branch, sequence, again) + 1;
    if (attempt > Short.MAX_VALUE) {
      throw new DocStoreException(
          ErrorCode.CONFLICT, "a check of this sequence has used up its attempts; commit again");
    }
    return attempt;
  }
}
