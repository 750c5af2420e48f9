package dev.docstore.server.org;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.Org;
import dev.docstore.common.wire.OrgList;
import dev.docstore.server.access.Roles;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.vcs.RepoStore;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Organisations (spec 01 §5, page 00 A9, H14). */
@RestController
@RequestMapping("/orgs")
class OrgController {
  private static final int MAX_PAGE = 10_000;

  private final Transactions transactions;
  private final OrgStore orgs;
  private final Orgs rules;
  private final MemberStore members;
  private final RepoStore repos;
  private final Roles roles;
  private final EventLog events;

  OrgController(
      Transactions transactions,
      OrgStore orgs,
      Orgs rules,
      MemberStore members,
      RepoStore repos,
      Roles roles,
      EventLog events) {
    this.transactions = transactions;
    this.orgs = orgs;
    this.rules = rules;
    this.members = members;
    this.repos = repos;
    this.roles = roles;
    this.events = events;
  }

  record NewOrg(@JsonProperty(required = true) @Nullable String name) {}

  /** Founds an organisation, whose owner is the caller. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Org create(Caller caller, @RequestBody NewOrg request) {
    String name = Objects.requireNonNullElse(request.name(), "");
    DocStoreException.refuseFor(Names.orgProblem(name));
    return transactions.write(() -> found(name, caller.identity()));
  }

  private Org found(String name, String founder) {
    Org org =
        orgs.create(name, founder)
            .orElseThrow(() -> new DocStoreException(ErrorCode.ORG_EXISTS, "org already exists"));
    members.put(name, founder, OrgRole.OWNER, founder);
    events.append(new Event.OrgCreated(name, founder));
    return org;
  }

  /** The organisations that the caller may know of, by name. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.TEXT,
      order = "name of the last organisation; by the bytes of the name")
  @GetMapping
  OrgList list(Caller caller, Query query) {
    String after = query.text("after").orElse("");
    int limit = query.limitOrAll(MAX_PAGE);
    return new OrgList(
        roles.readsEverything(caller.identity())
            ? orgs.list(after, limit)
            : orgs.listReadable(caller.identity(), after, limit));
  }

  /** One organisation. */
  @GetMapping("/{org}")
  Org get(Caller caller, @PathVariable String org) {
    return rules.readable(org, caller.identity());
  }

  /** Dissolves an organisation without repos. */
  @DeleteMapping("/{org}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String org) {
    rules.readable(org, caller.identity());
    if (!roles.isGlobalAdmin(caller.identity())
        && !members.roleOf(org, caller.identity()).equals(Optional.of(OrgRole.OWNER))) {
      throw DocStoreException.forbidden("forbidden");
    }
    transactions.write(() -> dissolve(org, caller.identity()));
  }

  private List<Event> dissolve(String org, String identity) {
    if (!orgs.lock(org)) {
      throw Orgs.notFound();
    }
    if (repos.existsIn(org)) {
      throw new DocStoreException(ErrorCode.CONFLICT, "org has repos; delete them first");
    }
    orgs.delete(org);
    List<Event> happened = List.of(new Event.OrgDeleted(org, identity));
    events.append(happened);
    return happened;
  }
}
