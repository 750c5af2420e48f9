package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The commit chain, for those who verify it (spec 01 §10.5, §13). */
@RestController
@RequestMapping("/repos/{repo}/-")
class ChainController {
  /** A commit has as many files as its author liked, so fewer are held at once than elsewhere. */
  private static final int COMMITS_AT_ONCE = 100;

  private final CommitQueries queries;
  private final ReadValidity validity;

  ChainController(CommitQueries queries, ReadValidity validity) {
    this.queries = queries;
    this.validity = validity;
  }

  /** The commits of all branches in a range of sequences, with what their hashes cover. */
  @Responds(
      body = ChainEntry.class,
      list = true,
      meaning = "The commits; sequences that were purged are absent.")
  @QueryParameter(
      name = "from",
      type = QueryType.INTEGER,
      required = true,
      meaning = "First sequence.")
  @QueryParameter(
      name = "to",
      type = QueryType.INTEGER,
      required = true,
      meaning = "Last sequence.")
  @Paged(
      byDefault = Paged.UNBOUNDED,
      atMost = Paged.UNBOUNDED,
      after = QueryType.INTEGER,
      order = "sequence of the last commit; ascending")
  @GetMapping("/chain")
  void chain(RepoCaller caller, Query query, Conditional conditional, HttpServletResponse response)
      throws IOException {
    if (query.text("from").isEmpty() || query.text("to").isEmpty()) {
      throw DocStoreException.badRequest("from and to query parameters are required");
    }
    long from = query.number("from", "invalid 'from' parameter").getAsLong();
    long to = query.number("to", "invalid 'to' parameter").getAsLong();
    if (from > to) {
      throw DocStoreException.badRequest("'from' must be <= 'to'");
    }
    int limit = query.limitOrAll(Paged.UNBOUNDED);
    long after = query.number("after", "invalid 'after' parameter").orElse(Long.MIN_VALUE);
    if (conditional.notModified(validity.chain(caller.repoId(), from, to, limit, after))) {
      return;
    }
    PagedAnswer.<ChainEntry>write(
        response,
        limit,
        COMMITS_AT_ONCE,
        (last, size) ->
            queries.chain(caller.repoId(), from, to, last == null ? after : last.sequence(), size));
  }
}
