package dev.docstore.server.issue;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueList;
import dev.docstore.common.wire.IssueRefList;
import dev.docstore.common.wire.IssueRefRequest;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.issue.RefStore.Tied;
import dev.docstore.server.web.Conditional;
import dev.docstore.server.web.IdCursor;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What issues are tied to, asked from either side (spec 02 §5, §6.3). */
@RestController
@RequestMapping("/repos/{repo}/-")
class RefController {
  private static final int MAX_PAGE = 10_000;

  private final Transactions transactions;
  private final IssueStore issues;
  private final RefStore refs;
  private final Ties ties;

  RefController(Transactions transactions, IssueStore issues, RefStore refs, Ties ties) {
    this.transactions = transactions;
    this.issues = issues;
    this.refs = refs;
    this.ties = ties;
  }

  /** What an issue is tied to, oldest first; nothing for an unknown issue. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.ID,
      order = "id of the last ref; oldest first")
  @GetMapping("/issues/{number}/refs")
  @Nullable IssueRefList list(
      RepoCaller caller, @PathVariable String number, Query query, Conditional conditional) {
    long n = IssueNumber.parse(number);
    Optional<UUID> after = query.afterId();
    int limit = query.limitOrAll(MAX_PAGE);
    return conditional.answer(
        new IssueRefList(
            IdCursor.page(
                after,
                refs.list(caller.repoId(), caller.repo(), n, after, limit),
                id -> refs.exists(caller.repoId(), id))));
  }

  /** Ties an issue to a proposal or a commit, whether that exists or not. */
  @PostMapping("/issues/{number}/refs")
  @ResponseStatus(HttpStatus.CREATED)
  Created add(RepoCaller caller, @PathVariable String number, JsonBody body) throws IOException {
    long n = IssueNumber.parse(number);
    Ref ref = ref(body.as(IssueRefRequest.class));
    return transactions.write(() -> tie(caller, n, ref));
  }

  private static Ref ref(IssueRefRequest request) {
    String type = request.refType();
    if (type == null || !(type.equals(Ref.PROPOSAL) || type.equals(Ref.COMMIT))) {
      throw DocStoreException.badRequest("invalid ref_type; must be proposal or commit");
    }
    String id = JsonBody.required("ref_id", request.refId());
    DocStoreException.refuseFor(Names.textProblem("ref_id", id));
    return new Ref(type, id);
  }

  private Created tie(RepoCaller caller, long number, Ref ref) {
    Issue issue =
        issues
            .hold(caller.repoId(), caller.repo(), number)
            .orElseThrow(() -> new DocStoreException(ErrorCode.NOT_FOUND, "issue not found"));
    return ties.tie(caller.repoId(), issue, List.of(ref)).stream()
        .map(Tied::id)
        .map(Created::new)
        .findFirst()
        .orElseThrow(() -> new DocStoreException(ErrorCode.CONFLICT, "ref already exists"));
  }

  /** The issues tied to a commit, lowest number first. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.INTEGER,
      order = "number of the last issue; lowest first")
  @GetMapping("/commit/{sequence}/issues")
  @Nullable IssueList ofCommit(
      RepoCaller caller, @PathVariable String sequence, Query query, Conditional conditional) {
    if (Query.integer(sequence).isEmpty()) {
      throw DocStoreException.badRequest("invalid sequence number");
    }
    return tiedTo(caller, new Ref(Ref.COMMIT, sequence), query, conditional);
  }

  /** The issues tied to a proposal, lowest number first; none for an unknown proposal. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.INTEGER,
      order = "number of the last issue; lowest first")
  @GetMapping("/proposals/{id}/issues")
  @Nullable IssueList ofProposal(
      RepoCaller caller, @PathVariable String id, Query query, Conditional conditional) {
    if (Query.uuid(id).isEmpty()) {
      throw new DocStoreException(ErrorCode.PROPOSAL_NOT_FOUND, "proposal not found");
    }
    return tiedTo(caller, new Ref(Ref.PROPOSAL, id), query, conditional);
  }

  private @Nullable IssueList tiedTo(
      RepoCaller caller, Ref ref, Query query, Conditional conditional) {
    long above = query.number("after", "invalid 'after' parameter").orElse(0);
    int limit = query.limitOrAll(MAX_PAGE);
    return conditional.answer(
        new IssueList(issues.tiedTo(caller.repoId(), caller.repo(), ref, above, limit)));
  }
}
