package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.MergeRequest;
import dev.docstore.common.wire.MergeResponse;
import dev.docstore.common.wire.PolicyResult;
import dev.docstore.common.wire.RebaseResponse;
import dev.docstore.server.access.RepoCaller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bringing a branch and main together (spec 01 §11, §12; page 00 B12). */
@RestController
@RequestMapping("/repos/{repo}/-")
class MergeController {
  private final Merge merge;
  private final Rebase rebase;
  private final ResolutionRequests resolutions;

  MergeController(Merge merge, Rebase rebase, ResolutionRequests resolutions) {
    this.merge = merge;
    this.rebase = rebase;
    this.resolutions = resolutions;
  }

  /** Merges a branch into main, as one commit. */
  @PostMapping("/merge")
  MergeResponse merge(
      RepoCaller caller,
      @RequestBody MergeRequest body,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    BranchName branch = branch(body.branch(), "cannot merge main into itself");
    Resolutions chosen = resolutions.read(body.resolutions());
    RequestKey requestKey =
        body.dryRun()
            ? null
            : RequestKey.of(caller.identity(), "merge", key, branch.value() + chosen.text());
    Merge.Order order =
        new Merge.Order(
            caller.repoId(),
            caller.repo(),
            branch,
            caller.identity(),
            body.dryRun(),
            chosen,
            ifMatch,
            requestKey);
    MergeOutcome outcome = merge.run(order);
    if (outcome instanceof MergeOutcome.Denied(List<PolicyResult> failing)) {
      merge.announceBlocked(order, failing);
    }
    return outcome.orThrow();
  }

  /** Replays a branch's commits on main's head. */
  @PostMapping("/rebase")
  RebaseResponse rebase(
      RepoCaller caller,
      @RequestBody MergeRequest body,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    BranchName branch = branch(body.branch(), "cannot rebase main");
    Resolutions chosen = resolutions.read(body.resolutions());
    return rebase.run(
        new Rebase.Order(
            caller.repoId(),
            branch,
            caller.identity(),
            chosen,
            ifMatch,
            RequestKey.of(caller.identity(), "rebase", key, branch.value() + chosen.text())));
  }

  private static BranchName branch(@Nullable String name, String aboutMain) {
    if (name == null || name.isEmpty()) {
      throw DocStoreException.badRequest("branch is required");
    }
    BranchName branch = new BranchName(name);
    if (branch.isMain()) {
      throw DocStoreException.badRequest(aboutMain);
    }
    return branch;
  }
}
