package dev.docstore.server.repo;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.Names;
import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.Repo;
import dev.docstore.common.wire.RepoList;
import dev.docstore.server.access.Role;
import dev.docstore.server.access.Roles;
import dev.docstore.server.access.Roles.Standing;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.org.Orgs;
import dev.docstore.server.vcs.RepoStore;
import dev.docstore.server.web.JsonBody;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Repositories (spec 01 §6, page 00 A9, H14). */
@RestController
class RepoController {
  private static final int MAX_PAGE = 10_000;

  private final Transactions transactions;
  private final RepoStore repos;
  private final Orgs orgs;
  private final Roles roles;
  private final EventLog events;
  private final List<Dependants> dependants;

  RepoController(
      Transactions transactions,
      RepoStore repos,
      Orgs orgs,
      Roles roles,
      EventLog events,
      List<Dependants> dependants) {
    this.transactions = transactions;
    this.repos = repos;
    this.orgs = orgs;
    this.roles = roles;
    this.events = events;
    this.dependants = dependants;
  }

  record NewRepo(@Nullable String owner, @Nullable String name) {}

  /** Founds a repo, whose admin is the caller. */
  @PostMapping("/repos")
  @ResponseStatus(HttpStatus.CREATED)
  Repo create(Caller caller, @RequestBody NewRepo request) {
    String owner = JsonBody.required("owner", request.owner());
    String fullName = owner + "/" + JsonBody.required("name", request.name());
    if (owner.contains("/")) {
      throw DocStoreException.badRequest("owner must match first segment of repo name");
    }
    DocStoreException.refuseFor(Names.repoProblem(fullName));
    return transactions.write(() -> found(fullName, owner, caller.identity()));
  }

  private Repo found(String fullName, String owner, String founder) {
    orgs.requireMayFound(owner, founder);
    long id = repos.create(fullName, owner, founder);
    roles.grant(id, founder, Role.ADMIN);
    events.append(new Event.RepoCreated(fullName, owner, founder));
    return repos.find(fullName).orElseThrow(DocStoreException::repoNotFound);
  }

  /** The repos that the caller may read, by name. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.TEXT,
      order = "name of the last repo; by the bytes of the name")
  @GetMapping("/repos")
  RepoList list(Caller caller, Query query) {
    String after = query.text("after").orElse("");
    int limit = query.limitOrAll(MAX_PAGE);
    return new RepoList(
        roles.readsEverything(caller.identity())
            ? repos.list(after, limit)
            : repos.listReadable(caller.identity(), after, limit));
  }

  /** The repos of an organisation that the caller may read, by name. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.TEXT,
      order = "name of the last repo; by the bytes of the name")
  @GetMapping("/orgs/{org}/repos")
  RepoList listOfOrg(Caller caller, @PathVariable String org, Query query) {
    orgs.readable(org, caller.identity());
    String after = query.text("after").orElse("");
    int limit = query.limitOrAll(MAX_PAGE);
    return new RepoList(
        orgs.seesAllRepos(org, caller.identity())
            ? repos.listOwned(org, after, limit)
            : repos.listOwnedReadable(org, caller.identity(), after, limit));
  }

  /** One repo. */
  @GetMapping("/repos/{repo}")
  Repo get(Caller caller, @PathVariable String repo) {
    if (!mayKnow(caller, roles.standing(caller, repo))) {
      throw DocStoreException.repoNotFound();
    }
    return repos.find(repo).orElseThrow(DocStoreException::repoNotFound);
  }

  /** Deletes a repo with everything in it. */
  @DeleteMapping("/repos/{repo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String repo) {
    Standing standing = roles.standing(caller, repo);
    if (!mayKnow(caller, standing)) {
      throw DocStoreException.repoNotFound();
    }
    long id = standing.repoId().orElseThrow(DocStoreException::repoNotFound);
    if (!roles.isGlobalAdmin(caller.identity())
        && standing.role().filter(Role.ADMIN::equals).isEmpty()) {
      throw DocStoreException.forbidden("forbidden");
    }
    transactions.write(() -> remove(id, new RepoName(repo), caller.identity()));
  }

  private boolean mayKnow(Caller caller, Standing standing) {
    return standing.role().isPresent() || roles.readsEverything(caller.identity());
  }

  private RepoName remove(long id, RepoName repo, String identity) {
    dependants.forEach(feature -> feature.repoDeleted(repo.value()));
    if (!repos.delete(id)) {
      throw DocStoreException.repoNotFound();
    }
    events.append(new Event.RepoDeleted(repo.value(), identity));
    return repo;
  }
}
