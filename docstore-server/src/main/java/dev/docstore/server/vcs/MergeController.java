package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.Diff;
import dev.docstore.common.wire.MergeRequest;
import dev.docstore.common.wire.MergeResponse;
import dev.docstore.common.wire.RebaseResponse;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bringing a branch and main together (spec 01 §10.4, §11, §12). */
@RestController
@RequestMapping("/repos/{repo}/-")
class MergeController {
  private final Merge merge;
  private final Rebase rebase;
  private final Diffs diffs;

  MergeController(Merge merge, Rebase rebase, Diffs diffs) {
    this.merge = merge;
    this.rebase = rebase;
    this.diffs = diffs;
  }

  @PostMapping("/merge")
  MergeResponse merge(
      RepoCaller caller,
      @RequestBody MergeRequest body,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    BranchName branch = branch(body.branch(), "cannot merge main into itself");
    RequestKey requestKey =
        body.dryRun() ? null : RequestKey.of(caller.identity(), "merge", key, branch.value());
    return merge
        .run(
            new Merge.Order(
                caller.repoId(), branch, caller.identity(), body.dryRun(), ifMatch, requestKey))
        .orThrow();
  }

  @PostMapping("/rebase")
  RebaseResponse rebase(
      RepoCaller caller,
      @RequestBody MergeRequest body,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    BranchName branch = branch(body.branch(), "cannot rebase main");
    return rebase.run(
        caller.repoId(),
        branch,
        caller.identity(),
        ifMatch,
        RequestKey.of(caller.identity(), "rebase", key, branch.value()));
  }

  @GetMapping("/diff")
  Diff diff(RepoCaller caller, Query query) {
    return diffs.of(caller.repoId(), new BranchName(query.required("branch")));
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
