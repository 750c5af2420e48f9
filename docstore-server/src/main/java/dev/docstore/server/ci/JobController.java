package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.CiJobList;
import dev.docstore.common.job.JobStatus;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Roles;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.web.Query;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
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

  @GetMapping("/repos/{repo}/-/ci-jobs")
  CiJobList list(RepoCaller caller, Query query) {
    return new CiJobList(
        jobs.list(
            caller.repoId(),
            query.text("branch"),
            query.text("status").map(JobController::status),
            query.afterId(),
            limit(query)));
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

  @GetMapping("/ci-jobs/{id}")
  CiJob get(Caller caller, @PathVariable String id) {
    CiJob job =
        Query.uuid(id)
            .flatMap(jobs::find)
            .orElseThrow(() -> DocStoreException.notFound("ci job not found"));
    Optional<?> role = roles.standing(caller, job.repo()).role();
    if (role.isEmpty()) {
      throw DocStoreException.forbidden("forbidden: no access to repo");
    }
    return job;
  }
}
