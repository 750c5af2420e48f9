package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.CommitInfo;
import dev.docstore.common.wire.CommitRequest;
import dev.docstore.common.wire.CommitResponse;
import dev.docstore.common.wire.CommitSummary;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
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

/** Making commits and looking at them (spec 01 §9, page 00 B3, B7). */
@RestController
@RequestMapping("/repos/{repo}/-")
class CommitController {
  private static final int MAX_COMMITS = 1000;

  private final CommitRequests requests;
  private final MultipartCommits multipart;
  private final CommitLanes lanes;
  private final CommitQueries queries;
  private final ReadValidity validity;

  CommitController(
      CommitRequests requests,
      MultipartCommits multipart,
      CommitLanes lanes,
      CommitQueries queries,
      ReadValidity validity) {
    this.requests = requests;
    this.multipart = multipart;
    this.lanes = lanes;
    this.queries = queries;
    this.validity = validity;
  }

  /** Makes a commit on a branch. */
  @PostMapping("/commit")
  @ResponseStatus(HttpStatus.CREATED)
  CommitResponse commit(
      RepoCaller caller,
      @RequestBody CommitRequest body,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return lanes.submit(requests.order(caller, body, ifMatch, key)).orThrow();
  }

  /** As {@link #commit}, with the files' bytes as they are in parts of their own. */
  @PostMapping(path = "/commit", consumes = "multipart/form-data")
  @ResponseStatus(HttpStatus.CREATED)
  CommitResponse commitParts(
      RepoCaller caller,
      HttpServletRequest request,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
      throws IOException {
    return lanes.submit(multipart.order(caller, request, ifMatch, key)).orThrow();
  }

  /** One commit and the files it changed. */
  @GetMapping("/commit/{sequence}")
  @Nullable CommitInfo show(
      RepoCaller caller, @PathVariable String sequence, Conditional conditional) {
    OptionalLong number = Query.integer(sequence);
    if (number.isEmpty()) {
      throw DocStoreException.badRequest("invalid sequence number");
    }
    return conditional.answer(
        validity.commit(caller.repoId(), number.getAsLong()),
        () -> queries.show(caller.repoId(), number.getAsLong()));
  }

  /** The history of a branch, newest first: its own commits, and those of main up to its base. */
  @QueryParameter(name = "branch", byDefault = "main", meaning = "The branch.")
  @Paged(
      byDefault = Query.DEFAULT_LIMIT,
      atMost = MAX_COMMITS,
      after = QueryType.INTEGER,
      order = "sequence of the last commit; descending")
  @GetMapping("/commits")
  @Nullable List<CommitSummary> list(RepoCaller caller, Query query, Conditional conditional) {
    BranchName branch = new BranchName(query.text("branch").orElse("main"));
    long before = query.number("after", "invalid 'after' parameter").orElse(Long.MAX_VALUE);
    int limit = query.limit(MAX_COMMITS);
    return conditional.answer(
        validity.history(caller.repoId(), branch, before, limit, ""),
        () -> queries.history(caller.repoId(), branch, before, limit));
  }
}
