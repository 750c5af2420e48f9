package dev.docstore.server.policy;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.BranchStatus;
import dev.docstore.server.access.RepoCaller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Whether a branch may be merged (spec 02 §7.7, page 00 D4). */
@RestController
class StatusController {
  private final Readiness readiness;

  StatusController(Readiness readiness) {
    this.readiness = readiness;
  }

  /** Whether the caller may merge the branch now, and everything that stands in the way. */
  @GetMapping("/repos/{repo}/-/branch/{branch}/status")
  BranchStatus status(RepoCaller caller, @PathVariable String branch) {
    return readiness
        .status(caller.repoId(), caller.repo(), new BranchName(branch), caller.identity())
        .map(Readiness.Status::wire)
        .orElseThrow(DocStoreException::branchNotFound);
  }
}
