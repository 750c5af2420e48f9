package dev.docstore.server.vcs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.BranchCreated;
import dev.docstore.common.wire.BranchRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Branches (spec 01 §8, page 00 A8, H13). */
@RestController
@RequestMapping("/repos/{repo}/-")
class BranchController {
  /** What a client that knows no paging gets at most. */
  private static final int MAX_BRANCHES = 10_000;

  private static final Set<String> STATUSES = Set.of("active", "merged", "abandoned");

  private final Branches branches;
  private final BranchLife life;

  BranchController(Branches branches, BranchLife life) {
    this.branches = branches;
    this.life = life;
  }

  /** The branches of a repo, by name, main included. */
  @QueryParameter(
      name = "status",
      values = {"active", "merged", "abandoned"},
      meaning = "Only branches of that status. Absent: all.")
  @QueryParameter(name = "draft", type = QueryType.FLAG, meaning = "Only drafts.")
  @QueryParameter(name = "include_draft", type = QueryType.FLAG, meaning = "Drafts too.")
  @Paged(
      byDefault = MAX_BRANCHES,
      atMost = MAX_BRANCHES,
      after = QueryType.TEXT,
      order = "name of the last branch; by the bytes of the name")
  @GetMapping("/branches")
  @Nullable List<Branch> list(RepoCaller caller, Query query, Conditional conditional) {
    String status = query.text("status").orElse(null);
    if (status != null && !STATUSES.contains(status)) {
      throw DocStoreException.badRequest(
          "invalid 'status' parameter: must be active, merged, or abandoned");
    }
    int limit = query.text("limit").isPresent() ? query.limit(MAX_BRANCHES) : MAX_BRANCHES;
    return conditional.answer(
        branches
            .list(caller.repoId(), status, drafts(query), query.text("after").orElse(""), limit)
            .stream()
            .map(branch -> branch.toWire(caller.repo().value()))
            .toList());
  }

  /**
   * {@code draft=true} shows drafts only, {@code include_draft=true} drafts too, otherwise none.
   */
  private static @Nullable Boolean drafts(Query query) {
    if (query.isTrue("draft")) {
      return true;
    }
    return query.isTrue("include_draft") ? null : Boolean.FALSE;
  }

  /** Makes a branch at main's head. */
  @PostMapping("/branch")
  @ResponseStatus(HttpStatus.CREATED)
  BranchCreated create(RepoCaller caller, @RequestBody BranchRequest body) {
    String name = body.name() == null ? "" : body.name();
    Names.branchProblem(name)
        .ifPresent(
            problem -> {
              throw DocStoreException.badRequest(problem);
            });
    return life.create(caller.repoId(), new BranchName(name), body.draft(), caller.identity());
  }

  /** One branch. */
  @GetMapping("/branch/{branch}")
  Branch show(RepoCaller caller, @PathVariable String branch, HttpServletResponse response) {
    BranchState state =
        branches
            .find(caller.repoId(), new BranchName(branch))
            .orElseThrow(DocStoreException::branchNotFound);
    String repo = caller.repo().value();
    response.setHeader("ETag", state.etag(caller.repo()).value());
    return state.toWire(repo);
  }

  /**
   * What {@code PATCH branch/{b}} may change; an absent {@code draft} means false, as it ever did.
   */
  record BranchPatch(boolean draft, @JsonProperty("protected") @Nullable Boolean isProtected) {}

  /** Answer of {@code PATCH branch/{b}}. */
  record BranchPatched(String name, boolean draft) {}

  /** Changes whether a branch is a draft, and whether it is protected. */
  @PatchMapping("/branch/{branch}")
  BranchPatched update(
      RepoCaller caller,
      @PathVariable String branch,
      @RequestBody BranchPatch patch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    refuseMain(branch, "cannot modify branch 'main'");
    life.update(caller, new BranchName(branch), patch, ifMatch);
    return new BranchPatched(branch, patch.draft());
  }

  /** Abandons a branch; what it holds stays readable. */
  @DeleteMapping("/branch/{branch}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void abandon(
      RepoCaller caller,
      @PathVariable String branch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    refuseMain(branch, "cannot delete branch 'main'");
    life.abandon(caller, new BranchName(branch), ifMatch);
  }

  private static void refuseMain(String branch, String message) {
    if (branch.equals("main")) {
      throw DocStoreException.badRequest(message);
    }
  }
}
