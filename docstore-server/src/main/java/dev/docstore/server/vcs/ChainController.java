package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Query;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The commit chain, for those who verify it (spec 01 §10.5, §13). */
@RestController
@RequestMapping("/repos/{repo}/-")
class ChainController {
  private final CommitQueries queries;

  ChainController(CommitQueries queries) {
    this.queries = queries;
  }

  @GetMapping("/chain")
  List<ChainEntry> chain(RepoCaller caller, Query query) {
    if (query.text("from").isEmpty() || query.text("to").isEmpty()) {
      throw DocStoreException.badRequest("from and to query parameters are required");
    }
    long from = query.number("from", "invalid 'from' parameter").getAsLong();
    long to = query.number("to", "invalid 'to' parameter").getAsLong();
    if (from > to) {
      throw DocStoreException.badRequest("'from' must be <= 'to'");
    }
    return queries.chain(caller.repoId(), from, to);
  }
}
