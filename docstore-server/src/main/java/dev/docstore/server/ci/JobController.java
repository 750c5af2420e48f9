package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.CiJobList;
import dev.docstore.common.job.JobStatus;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Roles;
import dev.docstore.server.access.Roles.Standing;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** CI jobs, to look at (spec 03 §13.6). */
@RestController
class JobController {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final String BAD_LIMIT = "invalid 'limit' parameter: must be between 1 and 200";

  private final JobStore jobs;
  private final Roles roles;

  JobController(JobStore jobs, Roles roles) {
    this.jobs = jobs;
    this.roles = roles;
  }

  /** The CI jobs of a repo, newest first. */
  @QueryParameter(name = "branch", meaning = "Only jobs of that branch.")
  @QueryParameter(
      name = "status",
      values = {"queued", "claimed", "passed", "failed", "cancelled"},
      meaning = "Only jobs that stand there.")
  @QueryParameter(
      name = "limit",
      type = QueryType.INTEGER,
      byDefault = "50",
      meaning = "How many entries to answer, from 1 to 200; anything else is refused.")
  @QueryParameter(
      name = "after",
      type = QueryType.ID,
      meaning = "Where to go on: id of the last job, exclusive; newest first.")
  @GetMapping("/repos/{repo}/-/ci-jobs")
  CiJobList list(RepoCaller caller, Query query) {
    Optional<JobStatus> status = query.text("status").map(JobController::status);
    Optional<UUID> after = query.afterId();
    return new CiJobList(
        IdCursor.page(
            after,
            jobs.list(caller.repoId(), query.text("branch"), status, after, limit(query)),
            id -> jobs.find(id).isPresent()));
  }

  private static JobStatus status(String text) {
    return Arrays.stream(JobStatus.values())
        .filter(status -> status.wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                DocStoreException.badRequest(
                    "invalid 'status' parameter: must be one of queued, claimed, passed, failed"));
  }

  private static int limit(Query query) {
    OptionalLong limit = query.number("limit", BAD_LIMIT);
    if (limit.isPresent() && (limit.getAsLong() < 1 || limit.getAsLong() > MAX_LIMIT)) {
      throw DocStoreException.badRequest(BAD_LIMIT);
    }
    return (int) limit.orElse(DEFAULT_LIMIT);
  }

  /** One CI job. */
  @GetMapping("/ci-jobs/{id}")
  CiJob get(Caller caller, @PathVariable String id) {
    CiJob job =
        Query.uuid(id)
            .flatMap(jobs::find)
            .orElseThrow(() -> DocStoreException.notFound("ci job not found"));
    Standing standing = roles.standing(caller, job.repo());
    if (standing.role().isEmpty() || standing.bypasses()) {
      throw DocStoreException.forbidden("forbidden: no access to repo");
    }
    return job;
  }
}
