package dev.docstore.server.review;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.CheckReport;
import dev.docstore.common.wire.CheckReported;
import dev.docstore.common.wire.CheckRun;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.review.CheckStore.Report;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import dev.docstore.server.vcs.BranchStatusSource;
import dev.docstore.server.vcs.Idempotency;
import dev.docstore.server.vcs.RequestKey;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Check runs: reported and read (spec 02 §4.1, §4.2; page 00 D5, E11–E13). */
@RestController
@RequestMapping("/repos/{repo}/-")
class CheckController {
  private static final int MAX_PAGE = 10_000;
  private static final Set<String> STATUSES = Set.of("pending", "passed", "failed", "skipped");

  /** The only check that the scheduler's service identity reports. */
  private static final String CONFIG_CHECK = "ci/config";

  private final Transactions transactions;
  private final BranchQueries branches;
  private final CheckStore checks;
  private final EventLog events;
  private final Idempotency idempotency;
  private final BranchStatusSource statuses;

  CheckController(
      Transactions transactions,
      BranchQueries branches,
      CheckStore checks,
      EventLog events,
      Idempotency idempotency,
      BranchStatusSource statuses) {
    this.statuses = statuses;
    this.idempotency = idempotency;
    this.transactions = transactions;
    this.branches = branches;
    this.checks = checks;
    this.events = events;
  }

  /** Reports the result of a check. */
  @PostMapping("/check")
  @ResponseStatus(HttpStatus.CREATED)
  CheckReported report(
      RepoCaller caller,
      @RequestBody CheckReport body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String branch = JsonBody.required("branch", body.branch());
    String checkName = JsonBody.required("check_name", body.checkName());
    DocStoreException.refuseFor(Names.textProblem("check_name", checkName));
    String status = JsonBody.required("status", body.status());
    if (!STATUSES.contains(status)) {
      throw DocStoreException.badRequest(
          "invalid status; must be pending, passed, failed, or skipped");
    }
    int attempt = attempt(body.attempt());
    @Nullable Long sequence = mayReport(caller, branch, checkName, body.sequence());
    String metadata = Metadata.text(body.metadata());
    RequestKey requestKey = RequestKey.of(caller.identity(), "check", key, Json.write(body));
    Function<BranchRow, Report> report =
        row ->
            new Report(
                sequence == null ? row.headSequence() : sequence,
                checkName,
                attempt,
                status,
                body.logUrl(),
                metadata);
    return transactions.write(
        () ->
            idempotency.onceWithoutLock(
                caller.repoId(),
                requestKey,
                CheckReported.class,
                () -> {
                  BranchRow row = branches.lock(caller.repoId(), branch);
                  return record(caller, row, report.apply(row));
                }));
  }

  private static int attempt(@Nullable Short given) {
    if (given == null || given == 0) {
      return 1;
    }
    if (given < 0) {
      throw DocStoreException.badRequest("attempt may not be negative");
    }
    return given;
  }

  /**
   * A job speaks of its own branch and commit only, a service only of {@code ci/config}.
   *
   * @return the sequence to report; null for the branch's head
   */
  private static @Nullable Long mayReport(
      RepoCaller caller, String branch, String checkName, @Nullable Long sequence) {
    if (caller.caller() instanceof Caller.Job job) {
      if (!job.branch().equals(branch) || (sequence != null && sequence != job.sequence())) {
        throw DocStoreException.forbidden(
            "forbidden: job may only report checks of its own branch and sequence");
      }
      return job.sequence();
    }
    if (!caller.role().atLeast(Role.WRITER) && !checkName.equals(CONFIG_CHECK)) {
      throw DocStoreException.forbidden("forbidden");
    }
    return sequence;
  }

  private CheckReported record(RepoCaller caller, BranchRow branch, Report report) {
    Reporter reporter = Reporter.of(caller);
    String id =
        checks
            .record(caller.repoId(), branch, reporter, report)
            .orElseThrow(
                () ->
                    new DocStoreException(
                        ErrorCode.CONFLICT,
                        "CI reported this check; its result cannot be overwritten, only retried"));
    events.append(
        new Event.CheckReported(
            caller.repo().value(),
            branch.name(),
            report.sequence(),
            report.checkName(),
            report.status(),
            reporter.name(),
            statuses
                .of(caller.repoId(), caller.repo(), branch.name(), reporter.name())
                .orElse(null)));
    return new CheckReported(id, report.sequence(), report.logUrl());
  }

  /** The checks of a branch: the latest run of each, by name, or every run, newest first. */
  @QueryParameter(name = "at", type = QueryType.INTEGER, meaning = "Only those of that commit.")
  @QueryParameter(
      name = "history",
      type = QueryType.FLAG,
      meaning = "Every run, with each status that it had, instead of the latest of each check.")
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.TEXT,
      order =
          "name of the last check, by the bytes of the name; with `history` the id of the last run")
  @GetMapping("/branch/{branch}/checks")
  List<CheckRun> list(RepoCaller caller, @PathVariable String branch, Query query) {
    OptionalLong at = query.number("at", "invalid 'at' parameter");
    int limit = query.limitOrAll(MAX_PAGE);
    if (!query.isTrue("history")) {
      return checks.latest(caller, branch, at, query.text("after").orElse(""), limit);
    }
    Optional<UUID> after = query.afterId();
    return IdCursor.page(
        after,
        checks.history(caller, branch, at, after, limit),
        id -> checks.exists(caller.repoId(), id));
  }
}
