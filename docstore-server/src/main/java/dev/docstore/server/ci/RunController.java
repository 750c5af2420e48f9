package dev.docstore.server.ci;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.job.RunStarted;
import dev.docstore.common.wire.RunRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.vcs.BranchQueries;
import dev.docstore.server.vcs.BranchQueries.BranchRow;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs that somebody asks for (spec 03 §16.3). */
@RestController
class RunController {
  private final Transactions transactions;
  private final BranchQueries branches;
  private final JobStore jobs;

  RunController(Transactions transactions, BranchQueries branches, JobStore jobs) {
    this.transactions = transactions;
    this.branches = branches;
    this.jobs = jobs;
  }

  /**
   * Runs the checks of a branch's head. The job may write nothing but its checks, whatever {@code
   * ci.yaml} grants to others.
   */
  @PostMapping("/repos/{repo}/-/ci/run")
  @ResponseStatus(HttpStatus.CREATED)
  RunStarted run(RepoCaller caller, @RequestBody RunRequest body) {
    String branch = Optional.ofNullable(body.branch()).filter(b -> !b.isEmpty()).orElse("main");
    return transactions.write(
        () -> {
          BranchRow row =
              branches.find(caller.repoId(), branch).orElseThrow(DocStoreException::branchNotFound);
          return new RunStarted(
              jobs.enqueueManual(caller.repo().value(), row.name(), row.headSequence()));
        });
  }
}
