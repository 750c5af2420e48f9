package dev.docstore.server.repo;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.event.Event;
import dev.docstore.common.name.Names;
import dev.docstore.common.wire.RoleGrant;
import dev.docstore.common.wire.RoleList;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.access.Roles;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.server.vcs.Standing;
import dev.docstore.server.web.Paged;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryType;
import dev.docstore.server.web.Responds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Explicit roles in a repo (spec 01 §6.5, page 00 A9). */
@RestController
@RequestMapping("/repos/{repo}/-/roles")
class RoleController {
  private static final int MAX_PAGE = 10_000;

  private final Transactions transactions;
  private final Roles roles;
  private final Standing standing;
  private final EventLog events;

  RoleController(Transactions transactions, Roles roles, Standing standing, EventLog events) {
    this.transactions = transactions;
    this.roles = roles;
    this.standing = standing;
    this.events = events;
  }

  record NewRole(@JsonProperty(required = true) @Nullable String role) {}

  /** The explicit roles in a repo, by identity. */
  @Paged(
      byDefault = MAX_PAGE,
      atMost = MAX_PAGE,
      after = QueryType.TEXT,
      order = "identity of the last entry; by the bytes of the identity")
  @GetMapping
  RoleList list(RepoCaller caller, Query query) {
    return new RoleList(
        roles.list(caller.repoId(), query.text("after").orElse(""), query.limitOrAll(MAX_PAGE)));
  }

  /** Refused: whose role it is to be must be named. */
  @Responds(status = 400, meaning = "Always.")
  @PutMapping("/")
  RoleGrant putWithoutIdentity() {
    throw DocStoreException.badRequest("identity is required");
  }

  /** Gives an identity a role. */
  @PutMapping("/{identity}")
  RoleGrant put(RepoCaller caller, @PathVariable String identity, @RequestBody NewRole request) {
    Role role =
        Role.parse(Objects.requireNonNullElse(request.role(), ""))
            .orElseThrow(
                () ->
                    DocStoreException.badRequest(
                        "invalid role; must be reader, writer, maintainer, or admin"));
    DocStoreException.refuseFor(Names.textProblem("identity", identity));
    return transactions.write(
        () -> {
          standing.movedEverywhere(caller.repoId());
          if (role != Role.ADMIN) {
            keepAnAdmin(caller.repoId(), identity);
          }
          roles.grant(caller.repoId(), identity, role);
          announce(caller, identity, role.wireName());
          return new RoleGrant(identity, role.wireName());
        });
  }

  /** Takes an explicit role away; the last admin stays. */
  @DeleteMapping("/{identity}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(RepoCaller caller, @PathVariable String identity) {
    transactions.write(
        () -> {
          standing.movedEverywhere(caller.repoId());
          keepAnAdmin(caller.repoId(), identity);
          if (!roles.revoke(caller.repoId(), identity)) {
            throw DocStoreException.notFound("role not found");
          }
          announce(caller, identity, "");
          return identity;
        });
  }

  private void keepAnAdmin(long repoId, String identity) {
    if (roles.isLastAdmin(repoId, identity)) {
      throw new DocStoreException(
          ErrorCode.CONFLICT, "cannot remove the last admin of a repo; name another admin first");
    }
  }

  private void announce(RepoCaller caller, String identity, String role) {
    events.append(new Event.RoleChanged(caller.repo().value(), identity, role, caller.identity()));
  }
}
