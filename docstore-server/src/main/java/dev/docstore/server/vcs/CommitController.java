package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.wire.CommitInfo;
import dev.docstore.common.wire.CommitRequest;
import dev.docstore.common.wire.CommitResponse;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.web.Query;
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
  private final CommitLanes lanes;
  private final CommitQueries queries;

  CommitController(CommitRequests requests, CommitLanes lanes, CommitQueries queries) {
    this.requests = requests;
    this.lanes = lanes;
    this.queries = queries;
  }

  @PostMapping("/commit")
  @ResponseStatus(HttpStatus.CREATED)
  CommitResponse commit(
      RepoCaller caller,
      @RequestBody CommitRequest body,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    CommitOrder order = requests.order(caller, body, ifMatch, key);
    if (order.branch().isMain()) {
      caller.require(Role.MAINTAINER, "forbidden");
    }
    return lanes.submit(order).orThrow();
  }

  @GetMapping("/commit/{sequence}")
  CommitInfo show(RepoCaller caller, @PathVariable String sequence) {
    OptionalLong number = Query.integer(sequence);
    if (number.isEmpty()) {
      throw DocStoreException.badRequest("invalid sequence number");
    }
    return queries.show(caller.repoId(), number.getAsLong());
  }

  @GetMapping("/commits")
  List<CommitQueries.Listed> list(RepoCaller caller, Query query) {
    return queries.history(
        caller.repoId(),
        new BranchName(query.text("branch").orElse("main")),
        query.number("after", "invalid 'after' parameter").orElse(Long.MAX_VALUE),
        query.limit(MAX_COMMITS));
  }
}
